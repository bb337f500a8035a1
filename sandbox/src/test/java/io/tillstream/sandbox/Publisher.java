package io.tillstream.sandbox;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.tillstream.sandbox.stack.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes thousands of paid orders as a shop does. */
final class Publisher implements AutoCloseable {

    static final String TOPIC = "shop.order-completed.v1";

    private final KafkaProducer<String, String> kafka;
    private final String customer;
    private final KnownState known;
    private final Map<String, String> messages = new LinkedHashMap<>();

    Publisher(Stack stack, KnownState known) throws JOSEException {
        this.known = known;
        kafka = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        "localhost:" + stack.ports().kafka(),
                        "linger.ms",
                        5,
                        "delivery.timeout.ms",
                        60_000,
                        "request.timeout.ms",
                        5000),
                new StringSerializer(),
                new StringSerializer());
        String[] key = stack.customerDataKeys().split(":", 2);
        JWEObject sealed = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                        .keyID(key[0])
                        .build(),
                new Payload("""
                        {"email":"hidden.customer@example.com","phone":"+65 9123 4567","name":"Verysecret Nameperson",
                         "country":"SG","externalId":"c-1","ip":"203.0.113.7","userAgent":"Mozilla/5.0"}"""));
        sealed.encrypt(new DirectEncrypter(Base64.getDecoder().decode(key[1])));
        customer = sealed.serialize();
    }

    /** Publishes new orders that are paid now. Returns their event ids. */
    List<String> publish(int orders) {
        List<String> ids = new ArrayList<>();
        for (int order = 0; order < orders; order++) {
            ids.add(publish(Instant.now()));
        }
        kafka.flush();
        return ids;
    }

    /** Publishes a new order. Its event id is also its order id. */
    String publish(Instant paidAt) {
        return publish(paidAt, "SGD", null);
    }

    /** @param partition target partition; null for the partition of the id */
    String publish(Instant paidAt, String currency, Integer partition) {
        String id = UUID.randomUUID().toString();
        messages.put(id, """
                {"eventId":"%s","orderId":"%s","paidAt":"%s","currency":"%s","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"customer":"%s","consent":"granted",
                 "sourceUrl":"https://shop.example.com/thanks","livemode":false,"stripe":{"checkoutSession":"cs_test_1"}}""".formatted(id, id, paidAt, currency, customer));
        kafka.send(new ProducerRecord<>(TOPIC, partition, id, messages.get(id)));
        // After the send: an order that a closed producer refuses was never published.
        known.published().add(id);
        return id;
    }

    /** Publishes an order again, like a sender that retries. */
    void again(String id) {
        kafka.send(new ProducerRecord<>(TOPIC, id, messages.get(id)));
    }

    /** Publishes a message that is not an order. */
    void poison(String text) {
        kafka.send(new ProducerRecord<>(TOPIC, "poison", text));
        kafka.flush();
    }

    void flush() {
        kafka.flush();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
