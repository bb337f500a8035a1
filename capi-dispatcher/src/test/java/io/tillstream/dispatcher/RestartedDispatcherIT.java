package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher that is started again, or with other settings, on a separate broker. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
class RestartedDispatcherIT {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @TempDir
    private static Path disk;

    private static OwnBroker broker;

    private final MetaStub meta = MetaStub.start();
    private final Orders orders = new Orders(broker.address());
    private ConfigurableApplicationContext dispatcher;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = OwnBroker.start(disk);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void stop() {
        orders.close();
        dispatcher.close();
        meta.close();
    }

    @Test
    void a_dispatcher_that_comes_after_knows_what_the_one_before_has_sent() throws Exception {
        dispatcher = run();
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
    void after_an_orderly_stop_nothing_in_the_group_waits_for_the_one_that_has_gone() throws Exception {
        dispatcher = run();
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().until(() -> meta.accepted(order) == 1);

        dispatcher.close();

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            assertThat(group(admin, "capi-dispatcher").members()).isEmpty();
        }
    }

    @Test
    void a_dispatcher_that_comes_after_knows_whose_consent_was_withdrawn_before() throws Exception {
        dispatcher = run();
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
    void one_order_in_the_night_goes_at_once_and_a_backlog_in_full_requests() throws Exception {
        dispatcher = run();
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
        dispatcher = RunningDispatcher.start(
                broker.address(),
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
        dispatcher = RunningDispatcher.start(broker.address(), "http://meta.invalid", Map.of());
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
        dispatcher = RunningDispatcher.start(
                broker.address(),
                meta.url(),
                Map.of("dispatcher.intake.group-protocol", "consumer", "dispatcher.intake.group-id", "newer"));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);

        await().until(() -> meta.accepted(order) == 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            await().untilAsserted(() -> {
                ConsumerGroupDescription group = group(admin, "newer");
                assertThat(group.type()).isEqualTo(GroupType.CONSUMER);
                assertThat(group.members()).hasSize(2);
            });
        }
    }

    @Test
    void a_new_token_in_the_file_is_used_without_a_restart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "old-token\n");
        meta.wrongToken = "old-token";
        dispatcher = RunningDispatcher.start(
                broker.address(),
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

    private static ConsumerGroupDescription group(Admin admin, String id) throws Exception {
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(id)).all().get().get(id));
    }

    private ConfigurableApplicationContext run() {
        return RunningDispatcher.start(broker.address(), meta.url(), Map.of());
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
