// Publishes one paid order, as a shop in Java would. It needs Java 21 or newer and kafka-clients with its dependencies in lib/:
//   java -cp 'lib/*' Publish.java            sends the order to KAFKA_BOOTSTRAP_SERVERS
//   java -cp 'lib/*' Publish.java --print    only prints the message, for check-message
// Both read CUSTOMER_DATA_KEYS. A real shop makes the JSON with its JSON library.

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

class Publish {

    static final String ORDER_ID = "WC-1042"; // never anything personal: ids go to Meta as they are

    public static void main(String[] args) throws Exception {
        String customer = """
                {"email":"ines.moreau@example.com","name":"Inès Moreau","country":"FR","ip":"203.0.113.24",
                 "userAgent":"Mozilla/5.0 (X11; Linux x86_64)","fbp":"fb.1.1795420000000.1098115397"}""";
        String message = """
                {"eventId":"%s","orderId":"%s","paidAt":"%s","currency":"EUR","total":"18.50",
                 "items":[{"sku":"sencha-100","name":"Sencha","quantity":1,"unitPrice":"18.50"}],
                 "customer":"%s","consent":"granted","sourceUrl":"https://tea.example.com/thanks","livemode":true}"""
                .formatted(ORDER_ID, ORDER_ID, Instant.now(), seal(customer, System.getenv("CUSTOMER_DATA_KEYS")));
        if (Arrays.asList(args).contains("--print")) {
            System.out.println(message);
            return;
        }
        var record = new ProducerRecord<>("shop.order-completed.v1", ORDER_ID, message);
        Map.of("ce_specversion", "1.0", "ce_id", ORDER_ID, "ce_type", "io.tillstream.order-completed.v1",
                        "ce_source", "https://tea.example.com", "ce_time", Instant.now().toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        var settings = Map.<String, Object>of("bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP_SERVERS"), "acks", "all");
        try (var kafka = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            kafka.send(record).get(); // an exception here: publish the order again, with the same ids
        }
    }

    /** A compact JWE (RFC 7516) with dir and A256GCM, by the first key of CUSTOMER_DATA_KEYS. */
    static String seal(String customer, String keys) throws Exception {
        String[] key = keys.split(",")[0].split(":", 2);
        var base64 = Base64.getUrlEncoder().withoutPadding();
        String header = base64.encodeToString(
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"%s\"}".formatted(key[0]).getBytes(UTF_8));
        byte[] nonce = new byte[12]; // a new one for each message
        new SecureRandom().nextBytes(nonce);
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Base64.getDecoder().decode(key[1]), "AES"),
                new GCMParameterSpec(128, nonce));
        aes.updateAAD(header.getBytes(UTF_8));
        byte[] sealed = aes.doFinal(customer.getBytes(UTF_8));
        int tag = sealed.length - 16;
        return header + ".." + base64.encodeToString(nonce) + "." + base64.encodeToString(Arrays.copyOf(sealed, tag)) + "."
                + base64.encodeToString(Arrays.copyOfRange(sealed, tag, sealed.length));
    }
}
