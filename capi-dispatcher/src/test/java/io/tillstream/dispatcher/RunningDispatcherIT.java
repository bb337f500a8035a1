package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import io.tillstream.backing.Backing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
import org.apache.kafka.common.GroupType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole dispatcher on a real broker, with a stub for Meta. */
class RunningDispatcherIT {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final MetaStub meta;
    private final Orders orders = new Orders(Backing.kafka());
    private ConfigurableApplicationContext dispatcher;

    RunningDispatcherIT() throws Exception {
        meta = new MetaStub();
    }

    @BeforeEach
    void start() {
        dispatcher = run();
    }

    @AfterEach
    void stop() {
        orders.close();
        dispatcher.close();
        meta.close();
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
    void a_dispatcher_that_comes_after_knows_what_the_one_before_has_sent() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);
        dispatcher.close();

        dispatcher = run();
        orders.publish(order);
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().until(() -> meta.accepted(last) == 1);

        assertThat(meta.accepted(order)).isEqualTo(1);
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
    void without_consent_or_in_time_nothing_is_sent() throws Exception {
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
    void what_meta_does_not_take_is_sent_again_until_it_does() throws Exception {
        meta.troubles.addAll(List.of(
                new MetaStub.Trouble(500, "<html>"),
                new MetaStub.Trouble(400, "{\"error\":{\"code\":190,\"message\":\"expired\"}}"),
                new MetaStub.Trouble(400, "{\"error\":{\"code\":4}}"),
                new MetaStub.Trouble(200, "{\"events_received\":0}")));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);

        await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted(order) == 1);

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
    void the_shop_and_nobody_else_can_be_shown_what_meta_got_of_an_order() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);
        JsonNode sent = meta.requests.stream()
                .flatMap(request -> request.path("data").valueStream())
                .filter(event -> event.path("event_id").asString().equals(order))
                .findFirst()
                .orElseThrow();

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
    void a_dispatcher_that_comes_after_knows_whose_consent_was_withdrawn_before() throws Exception {
        String order = orders.order("granted", Instant.now());
        dispatcher.close();
        orders.publish(order);
        orders.withdraw(order);

        dispatcher = run();
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().until(() -> meta.accepted(last) == 1);

        assertThat(meta.accepted(order)).isZero();
    }

    @Test
    void while_meta_is_away_it_is_degraded_and_stays_in_service() throws Exception {
        await().until(() -> status("/actuator/health/readiness") == 200);
        assertThat(health("/actuator/health")).contains("\"meta\":{\"details\":{\"breaker\":\"CLOSED\"");

        meta.troubles.addAll(Collections.nCopies(12, new MetaStub.Trouble(500, "<html>")));
        orders.publish(orders.order("granted", Instant.now()));

        await().untilAsserted(() -> assertThat(health("/actuator/health")).contains("\"status\":\"DEGRADED\""));
        assertThat(status("/actuator/health")).isEqualTo(200);
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
        HttpCodeStatusMapper statuses = dispatcher.getBean(HttpCodeStatusMapper.class);
        assertThat(statuses.getStatusCode(Status.OUT_OF_SERVICE))
                .as("of one that is not ready")
                .isEqualTo(503);
        meta.troubles.clear();
        await().untilAsserted(() -> assertThat(health("/actuator/health")).doesNotContain("DEGRADED"));
    }

    private String health(String path) {
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

    @Test
    void what_came_in_and_what_waits_can_be_watched() throws Exception {
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
    void one_order_in_the_night_goes_at_once_and_a_backlog_in_full_requests() throws Exception {
        String first = orders.order("granted", Instant.now());
        orders.publish(first);
        await().until(() -> meta.accepted(first) == 1);
        assertThat(meta.requests.getLast().path("data").size()).isEqualTo(1);
        dispatcher.close();
        String order = orders.order("granted", Instant.now());
        for (int copy = 0; copy < 4000; copy++) {
            orders.publishSoon(orders.copy(order));
        }
        orders.flush();
        meta.requests.clear();

        dispatcher = run();
        await().atMost(Duration.ofSeconds(30)).until(() -> meta.accepted.size() >= 4001);

        assertThat(meta.requests).hasSizeLessThan(12);
        assertThat(meta.requests).anyMatch(request -> request.path("data").size() > 500);
    }

    @Test
    void an_order_goes_to_every_dataset_whose_route_fits_and_else_to_the_usual_one() throws Exception {
        dispatcher.close();
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of(
                        "dispatcher.routing.routes[0].dataset", "777",
                        "dispatcher.routing.routes[0].currency", "EUR",
                        "dispatcher.routing.routes[1].dataset", "888",
                        "dispatcher.routing.routes[1].site", "shop.example.com",
                        "dispatcher.routing.routes[1].currency", "EUR",
                        "dispatcher.routing.routes[2].dataset", "123",
                        "dispatcher.routing.routes[2].currency", "EUR",
                        "dispatcher.capi.access-tokens.777", "token-of-777"));
        String euros = orders.order("granted", Instant.now(), "EUR", "test");
        String dollars = orders.order("granted", Instant.now());
        orders.publish(euros);
        orders.publish(euros);
        orders.publish(dollars);

        await().until(() -> meta.accepted(euros) == 3 && meta.accepted(dollars) == 1);
        orders.publish(euros);
        String last = orders.order("granted", Instant.now());
        orders.publish(last);
        await().until(() -> meta.accepted(last) == 1);

        assertThat(meta.accepted(euros)).isEqualTo(3);
        assertThat(meta.paths).contains("/v25.0/777/events", "/v25.0/888/events", "/v25.0/123/events");
        for (int request = 0; request < meta.requests.size(); request++) {
            assertThat(meta.requests.get(request).path("access_token").asString())
                    .isEqualTo(meta.paths.get(request).contains("777") ? "token-of-777" : "token");
        }
    }

    @Test
    void orders_wait_while_metas_name_cannot_be_resolved() throws Exception {
        dispatcher.close();
        dispatcher = RunningDispatcher.start(Backing.kafka(), "http://meta.invalid", Map.of());
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().untilAsserted(() -> assertThat(metrics())
                .containsPattern("dispatcher_capi_request_seconds_count\\{.*answer=\"unreachable\".*} [1-9]"));
        dispatcher.close();

        dispatcher = run();
        await().until(() -> meta.accepted(order) == 1);
    }

    @Test
    void the_newer_group_protocol_is_a_setting() throws Exception {
        dispatcher.close();
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of("dispatcher.intake.group-protocol", "consumer", "dispatcher.intake.group-id", "newer"));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);

        await().until(() -> meta.accepted(order) == 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            await().untilAsserted(() -> {
                ConsumerGroupDescription group = group(admin, "newer");
                assertThat(group.type()).isEqualTo(GroupType.CONSUMER);
                assertThat(group.members()).hasSize(2);
            });
        }
    }

    @Test
    void dispatchers_share_partitions_so_that_each_keeps_most_of_its_own() throws Exception {
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            // In the middle of a rebalance the broker names none.
            await().untilAsserted(
                            () -> assertThat(group(admin, "capi-dispatcher").partitionAssignor())
                                    .isEqualTo("cooperative-sticky"));
        }
    }

    private static ConsumerGroupDescription group(Admin admin, String id) throws Exception {
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(id)).all().get().get(id));
    }

    @Test
    void a_new_token_in_the_file_is_used_without_a_restart(@TempDir Path folder) throws Exception {
        dispatcher.close();
        Path file = Files.writeString(folder.resolve("token"), "old-token\n");
        meta.wrongToken = "old-token";
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of("META_ACCESS_TOKEN", "", "META_ACCESS_TOKEN_FILE", file.toString()));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().untilAsserted(() -> assertThat(metrics()).contains("dispatcher_capi_misconfigured 1.0"));

        Files.writeString(file, "new-token\n");

        await().until(() -> meta.accepted(order) == 1);
        await().untilAsserted(() -> assertThat(metrics())
                .contains("dispatcher_capi_misconfigured 0.0")
                .doesNotContain("outcome=\"dead_lettered\",reason=\"refused\"} 1"));
    }

    private ConfigurableApplicationContext run() {
        return RunningDispatcher.start(Backing.kafka(), meta.url(), Map.of());
    }

    private String with(String order, String field) {
        return orders.message(order).replaceFirst("\\{", "{" + field + ",");
    }

    private String segmentation(String order) {
        return meta.requests.stream()
                .flatMap(request -> request.path("data").valueStream())
                .filter(event -> event.path("event_id").asString().equals(order))
                .map(event ->
                        event.path("custom_data").path("customer_segmentation").asString())
                .findFirst()
                .orElseThrow();
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
