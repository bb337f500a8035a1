package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.tillstream.backing.Backing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A whole dispatcher on a real broker, with a stub for Meta. */
class RunningDispatcherTest {

    private static final String TOPIC = "shop.order-completed.v1";

    private final MetaStub meta;
    private ConfigurableApplicationContext dispatcher;
    private KafkaProducer<String, String> producer;

    RunningDispatcherTest() throws Exception {
        meta = new MetaStub();
    }

    @BeforeEach
    void start() {
        dispatcher = run();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backing.kafka()), new StringSerializer(), new StringSerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        dispatcher.close();
        meta.close();
    }

    @Test
    void an_order_reaches_meta_once_however_often_it_comes() throws Exception {
        String order = order("granted", Instant.now());
        for (int time = 0; time < 5; time++) {
            publish(order);
        }
        await().until(() -> accepted(order) > 0);
        publish(order);
        String last = order("granted", Instant.now());
        publish(last);
        await().until(() -> accepted(last) > 0);

        assertThat(accepted(order)).isEqualTo(1);
        assertThat(meta.requests).allSatisfy(request -> {
            assertThat(request.path("access_token").asString()).isEqualTo("token");
            assertThat(request.toString()).doesNotContain("jo@example.com", "61234567");
        });
    }

    @Test
    void a_dispatcher_that_comes_after_knows_what_the_one_before_has_sent() throws Exception {
        String order = order("granted", Instant.now());
        publish(order);
        await().until(() -> accepted(order) == 1);
        dispatcher.close();

        dispatcher = run();
        publish(order);
        String last = order("granted", Instant.now());
        publish(last);
        await().until(() -> accepted(last) == 1);

        assertThat(accepted(order)).isEqualTo(1);
    }

    @Test
    void without_consent_or_in_time_nothing_is_sent() throws Exception {
        String denied = order("denied", Instant.now());
        String old = order("granted", Instant.now().minus(Duration.ofDays(8)));
        publish(denied);
        publish(old);
        String last = order("granted", Instant.now());
        publish(last);
        await().until(() -> accepted(last) == 1);

        await().untilAsserted(() -> assertThat(metrics())
                .containsPattern("dispatcher_events_total\\{.*outcome=\"suppressed\",reason=\"no_consent\"} 1.0")
                .containsPattern("dispatcher_events_total\\{.*outcome=\"dead_lettered\",reason=\"too_old\"} 1.0"));
        assertThat(accepted(denied)).isZero();
        assertThat(accepted(old)).isZero();
    }

    @Test
    void what_meta_does_not_take_is_sent_again_until_it_does() throws Exception {
        meta.troubles.addAll(List.of(
                new MetaStub.Trouble(500, "<html>"),
                new MetaStub.Trouble(400, "{\"error\":{\"code\":190,\"message\":\"expired\"}}"),
                new MetaStub.Trouble(400, "{\"error\":{\"code\":4}}"),
                new MetaStub.Trouble(200, "{\"events_received\":0}")));
        String order = order("granted", Instant.now());
        publish(order);

        await().atMost(Duration.ofSeconds(30)).until(() -> accepted(order) == 1);

        List<JsonNode> attempts = meta.requests.stream()
                .flatMap(request -> request.path("data").valueStream())
                .filter(event -> event.path("event_id").asString().equals(order))
                .toList();
        assertThat(attempts).hasSize(5);
        assertThat(attempts.stream()
                        .map(event -> event.path("event_time").asLong())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void what_came_in_and_what_waits_can_be_watched() throws Exception {
        String order = order("granted", Instant.now());
        publish(order);
        await().until(() -> accepted(order) == 1);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metrics())
                        .containsPattern("dispatcher_records_in_total\\S* [1-9]")
                        .containsPattern("dispatcher_events_total\\{.*outcome=\"accepted\".*} [1-9]")
                        .containsPattern("dispatcher_paid_to_accepted_seconds_count\\S* [1-9]")
                        .containsPattern("dispatcher_capi_request_seconds_count\\{.*answer=\"accepted\".*} [1-9]")
                        .containsPattern("dispatcher_lag_messages\\{.*partition=\"11\"} 0")
                        .containsPattern("dispatcher_lag_time_seconds\\{.*partition=\"11\"} 0"));
    }

    private ConfigurableApplicationContext run() {
        Map<String, Object> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", Backing.kafka(),
                "CUSTOMER_DATA_KEYS", "test:" + java.util.Base64.getEncoder().encodeToString(new byte[32]),
                "META_PIXEL_ID", "123",
                "META_ACCESS_TOKEN", "token",
                "META_API_BASE", meta.url(),
                "MANAGEMENT_PORT", "0",
                "dispatcher.capi.first-retry", "100ms",
                "dispatcher.capi.misconfigured-retry", "300ms",
                "dispatcher.capi.first-open", "300ms",
                "dispatcher.intake.lag-interval", "500ms"));
        return new SpringApplicationBuilder(DispatcherApplication.class)
                .properties(environment)
                .run();
    }

    /** @return the order's event id, by which the message can be made again */
    private final Map<String, String> messages = new HashMap<>();

    private String order(String consent, Instant paidAt) throws Exception {
        String id = UUID.randomUUID().toString();
        JWEObject customer = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                        .keyID("test")
                        .build(),
                new Payload(
                        "{\"email\":\"jo@example.com\",\"phone\":\"+6561234567\",\"ip\":\"203.0.113.7\",\"userAgent\":\"UA\"}"));
        customer.encrypt(new DirectEncrypter(new byte[32]));
        messages.put(id, """
                {"eventId":"%s","orderId":"%s","paidAt":"%s","currency":"SGD","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"customer":"%s","consent":"%s",
                 "sourceUrl":"https://shop.example.com/thanks","livemode":false,"stripe":{"checkoutSession":"cs_test_1"},
                 "addedLater":{"by":"a newer shop"}}""".formatted(id, id, paidAt, customer.serialize(), consent));
        return id;
    }

    private void publish(String eventId) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, eventId, messages.get(eventId)))
                .get();
    }

    private long accepted(String eventId) {
        return new ArrayList<>(meta.accepted)
                .stream()
                        .filter(event -> event.path("event_id").asString().equals(eventId))
                        .count();
    }

    private String metrics() throws Exception {
        int port = ((WebServerApplicationContext) dispatcher).getWebServer().getPort();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
