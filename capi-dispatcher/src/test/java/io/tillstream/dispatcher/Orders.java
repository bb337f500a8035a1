package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes paid orders like a shop. */
final class Orders implements AutoCloseable {

    static final String TOPIC = "shop.order-completed.v1";
    static final String KEYS = "test:" + Base64.getEncoder().encodeToString(new byte[32]);

    private final KafkaProducer<String, String> producer;
    private final Map<String, String> messages = new HashMap<>();

    Orders(String kafka) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "metadata.max.age.ms", 1000),
                new StringSerializer(),
                new StringSerializer());
    }

    /** @return the order's event id, which is also the record's key */
    String order(String consent, Instant paidAt) throws Exception {
        return order(consent, paidAt, "SGD", "test");
    }

    String order(String consent, Instant paidAt, String currency, String key) throws Exception {
        String id = UUID.randomUUID().toString();
        JWEObject customer = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                        .keyID(key)
                        .build(),
                new Payload(
                        "{\"email\":\"jo@example.com\",\"phone\":\"+6561234567\",\"ip\":\"203.0.113.7\",\"userAgent\":\"UA\"}"));
        customer.encrypt(new DirectEncrypter(new byte[32]));
        messages.put(id, """
                {"eventId":"%s","orderId":"%s","paidAt":"%s","currency":"%s","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"customer":"%s","consent":"%s",
                 "sourceUrl":"https://shop.example.com/thanks","livemode":false,"stripe":{"checkoutSession":"cs_test_1"},
                 "addedLater":{"by":"a newer shop"}}""".formatted(id, id, paidAt, currency, customer.serialize(), consent));
        return id;
    }

    void publish(String eventId) throws Exception {
        publish(eventId, messages.get(eventId));
    }

    void publish(String key, String message) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, key, message)).get();
    }

    /** With a header ce_time like a shop's, to a given partition. */
    void publish(String eventId, int partition, Instant at) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, partition, eventId, messages.get(eventId));
        record.headers().add("ce_time", at.toString().getBytes(UTF_8));
        producer.send(record).get();
    }

    /** With a header traceparent like a shop's. */
    void publish(String key, String traceparent, String message) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, key, message);
        record.headers().add("traceparent", traceparent.getBytes(UTF_8));
        producer.send(record).get();
    }

    /** To any topic; without a value it is a tombstone. */
    void publishTo(String topic, String key, @Nullable String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    /** A new order that differs from others only in its ids, so that a thousand are made quickly. */
    String copy(String eventId) {
        String id = UUID.randomUUID().toString();
        messages.put(id, messages.get(eventId).replace(eventId, id));
        return id;
    }

    /** Without waiting; {@link #flush} does. */
    void publishSoon(String eventId) {
        producer.send(new ProducerRecord<>(TOPIC, eventId, messages.get(eventId)));
    }

    void flush() {
        producer.flush();
    }

    /** To a given partition. */
    void publish(String eventId, int partition) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, partition, eventId, messages.get(eventId)))
                .get();
    }

    /** Publishes a withdrawal of consent like the shop. */
    void withdraw(String eventId) throws Exception {
        String message = "{\"eventId\":\"%s\",\"orderId\":\"%s\",\"withdrawnAt\":\"%s\"}"
                .formatted(eventId, eventId, Instant.now());
        producer.send(new ProducerRecord<>("shop.consent-withdrawn.v1", eventId, message))
                .get();
    }

    String message(String eventId) {
        return messages.get(eventId);
    }

    @Override
    public void close() {
        producer.close();
    }
}
