package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import io.tillstream.backing.Backing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole dispatcher on a real broker, with a stub for Meta: one for all tests. */
class RunningDispatcherIT {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private static final MetaStub meta = MetaStub.start();
    private static final Orders orders = new Orders(Backing.kafka());
    private static ConfigurableApplicationContext dispatcher;

    @BeforeAll
    static void start() {
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of("CUSTOMER_DATA_KEYS", Orders.KEYS + "," + sample("customer-data-keys.txt")));
    }

    @AfterAll
    static void stop() {
        orders.close();
        dispatcher.close();
        meta.close();
    }

    /** An order that still waits would take the answers meant for the next test. */
    @AfterEach
    void nothingWaits() {
        meta.troubles.clear();
        await().untilAsserted(
                        () -> assertThat(metrics()).doesNotContainPattern("dispatcher_lag_messages\\{[^}]*} [1-9]"));
    }

    @Test
    void an_order_reaches_meta_once_however_often_it_comes() throws Exception {
        String order = orders.order("granted", Instant.now());
        for (int time = 0; time < 5; time++) {
            orders.publish(order);
        }
        await().until(() -> meta.accepted(order) > 0);
        orders.publish(order);
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().until(() -> meta.accepted(last) > 0);

        assertThat(meta.accepted(order)).isEqualTo(1);
        assertThat(meta.requests).allSatisfy(request -> {
            assertThat(request.path("access_token").asString()).isEqualTo("token");
            assertThat(request.toString()).doesNotContain("jo@example.com", "61234567");
        });
    }

    @Test
    void meta_hears_who_is_new_and_nothing_of_what_the_shop_bought_itself() throws Exception {
        String internal = orders.order("granted", Instant.now());
        String fresh = orders.order("granted", Instant.now());
        String other = orders.order("granted", Instant.now());
        orders.publish(internal, with(internal, "\"internal\":true"));
        orders.publish(other, with(other, "\"customerSegmentation\":\"of another kind\""));
        orders.publish(fresh, with(fresh, "\"customerSegmentation\":\"new\""));
        await().until(() -> meta.accepted(fresh) == 1 && meta.accepted(other) == 1);

        assertThat(segmentation(fresh)).isEqualTo("new_customer_to_business");
        assertThat(segmentation(other)).isEmpty();
        assertThat(meta.accepted(internal)).isZero();
        await().untilAsserted(() -> assertThat(metrics())
                .containsPattern("dispatcher_events_total\\{.*outcome=\"suppressed\",reason=\"internal\"} 1.0"));
    }

    @Test
    void a_sale_by_payment_link_reaches_meta_by_the_ids_that_its_shop_has() throws Exception {
        String id = "cs_live_a1L7mN8oP9qR0sT1uV2wLINK";
        orders.publish(
                id,
                sample("payment-link.json")
                        .replaceFirst("\"paidAt\": \"[^\"]*\"", "\"paidAt\": \"" + Instant.now() + "\"")
                        .replace("\"livemode\": true", "\"livemode\": false"));
        await().until(() -> meta.accepted(id) == 1);

        JsonNode event = meta.sent(id).getFirst();
        assertThat(event.path("event_name").asString()).isEqualTo("Purchase");
        assertThat(event.path("custom_data").path("order_id").asString()).isEqualTo(id);
        assertThat(event.path("event_source_url").asString()).isEqualTo("https://tea.example.com/sencha");
        assertThat(event.path("user_data").path("fbc").asString()).isEqualTo("fb.1.1795420000000.IwAR0aBcD_-eF");
    }

    private static String sample(String name) {
        try {
            return Files.readString(Path.of("../contracts/samples").resolve(name))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_order_without_consent_or_past_its_time_is_not_sent() throws Exception {
        String denied = orders.order("denied", Instant.now());
        String old = orders.order("granted", Instant.now().minus(Duration.ofDays(8)));
        orders.publish(denied);
        orders.publish(old);
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().until(() -> meta.accepted(last) == 1);

        await().untilAsserted(() -> assertThat(metrics())
                .containsPattern("dispatcher_events_total\\{.*outcome=\"suppressed\",reason=\"no_consent\"} 1.0")
                .containsPattern("dispatcher_events_total\\{.*outcome=\"dead_lettered\",reason=\"too_old\"} 1.0"));
        assertThat(meta.accepted(denied)).isZero();
        assertThat(meta.accepted(old)).isZero();
    }

    @Test
    void an_order_is_sent_again_until_meta_takes_it() throws Exception {
        meta.troubles.addAll(List.of(
                new MetaStub.Trouble(500, "<html>"),
                new MetaStub.Trouble(400, "{\"error\":{\"code\":190,\"message\":\"expired\"}}"),
                new MetaStub.Trouble(400, "{\"error\":{\"code\":4}}"),
                new MetaStub.Trouble(200, "{\"events_received\":0}")));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);

        await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted(order) == 1);

        List<JsonNode> attempts = meta.sent(order);
        assertThat(attempts).hasSize(5);
        assertThat(attempts.stream()
                        .map(event -> event.path("event_time").asLong())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void an_order_whose_consent_is_withdrawn_while_meta_is_down_is_never_sent() throws Exception {
        meta.troubles.addAll(Collections.nCopies(4, new MetaStub.Trouble(500, "<html>")));
        String order = orders.order("granted", Instant.now());
        String other = orders.order("granted", Instant.now());
        orders.publish(order);
        orders.publish(other);
        await().until(() -> meta.troubles.size() < 4);

        orders.withdraw(order);

        await().until(() -> meta.accepted(other) == 1);
        String again = orders.order("granted", Instant.now());
        orders.publish(again);
        await().until(() -> meta.accepted(again) == 1);
        assertThat(meta.accepted(order)).isZero();
    }

    @Test
    void only_the_shop_can_read_which_event_meta_got_for_an_order() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);
        JsonNode sent = meta.sent(order).getFirst();

        String sealed = RestClient.create()
                .post()
                .uri(RunningDispatcher.url(dispatcher, "/disclosure"))
                .contentType(MediaType.APPLICATION_JSON)
                .body(orders.message(order))
                .retrieve()
                .body(String.class);

        assertThat(sealed).doesNotContain("203.0.113.7").doesNotContain(order);
        JWEObject jwe = JWEObject.parse(sealed);
        jwe.decrypt(new DirectDecrypter(new byte[32]));
        assertThat(JsonMapper.shared().readTree(jwe.getPayload().toBytes())).isEqualTo(sent);
    }

    @Test
    void while_meta_is_away_it_is_degraded_and_stays_in_service() throws Exception {
        await().until(() -> status("/actuator/health/readiness") == 200);
        assertThat(body("/actuator/health")).contains("\"meta\":{\"details\":{\"breaker\":\"CLOSED\"");

        meta.troubles.addAll(Collections.nCopies(12, new MetaStub.Trouble(500, "<html>")));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);

        await().untilAsserted(() -> assertThat(body("/actuator/health")).contains("\"status\":\"DEGRADED\""));
        assertThat(status("/actuator/health")).isEqualTo(200);
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
        HttpCodeStatusMapper statuses = dispatcher.getBean(HttpCodeStatusMapper.class);
        assertThat(statuses.getStatusCode(Status.OUT_OF_SERVICE))
                .as("status of a dispatcher that is not ready")
                .isEqualTo(503);
        meta.troubles.clear();
        await().untilAsserted(() -> assertThat(body("/actuator/health")).doesNotContain("DEGRADED"));
        await().until(() -> meta.accepted(order) == 1);
    }

    @Test
    void metrics_show_how_many_orders_came_and_how_many_wait() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metrics())
                        .containsPattern("dispatcher_records_in_total\\S* [1-9]")
                        .containsPattern("dispatcher_events_total\\{.*outcome=\"accepted\".*} [1-9]")
                        .containsPattern("dispatcher_paid_to_accepted_seconds_count\\S* [1-9]")
                        .containsPattern("dispatcher_capi_request_seconds_count\\{.*answer=\"accepted\".*} [1-9]")
                        .containsPattern("dispatcher_lag_messages\\{.*partition=\"11\"} 0")
                        .containsPattern("dispatcher_lag_time_seconds\\{.*partition=\"11\"} 0"));
    }

    @Test
    void dispatchers_share_partitions_so_that_each_keeps_most_of_its_own() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            // During a rebalance the broker names no assignment.
            await().untilAsserted(
                            () -> assertThat(group(admin, "capi-dispatcher").partitionAssignor())
                                    .isEqualTo("cooperative-sticky"));
        }
    }

    private String body(String path) {
        return RestClient.create()
                .get()
                .uri(RunningDispatcher.url(dispatcher, path))
                .retrieve()
                .body(String.class);
    }

    private int status(String path) {
        return RestClient.create()
                .get()
                .uri(RunningDispatcher.url(dispatcher, path))
                .exchange((request, response) -> response.getStatusCode().value());
    }

    private static ConsumerGroupDescription group(Admin admin, String id) throws Exception {
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(id)).all().get().get(id));
    }

    private String with(String order, String field) {
        return orders.message(order).replaceFirst("\\{", "{" + field + ",");
    }

    private String segmentation(String order) {
        return meta.sent(order)
                .getFirst()
                .path("custom_data")
                .path("customer_segmentation")
                .asString();
    }

    private String metrics() {
        return body("/actuator/prometheus");
    }
}
