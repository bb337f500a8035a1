package io.tillstream.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in's answers with each simulated fault. */
class MetaStandInIT {

    private static final String FIRST = "1111111111111111";
    private static final String SECOND = "2222222222222222";

    private static ConfigurableApplicationContext meta;
    private static HttpClient http;

    @BeforeAll
    static void open() {
        meta = new SpringApplicationBuilder(MetaStandIn.class)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties("server.port=0", "sandbox.pixel-id=" + FIRST, "sandbox.access-token=token")
                .run();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
        meta.close();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES_ALL, 400, 100",
        "CODE_1, 500, 1",
        "UNKNOWN_CODE, 400, 987654",
        "BLOCKED, 400, 368",
        "TOKEN_EXPIRED, 500, 190"
    })
    void a_fault_with_a_code_answers_that_code(String fault, int status, int code) throws Exception {
        has(fault);
        HttpResponse<String> answer = send(FIRST, List.of("e-1"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(code);
    }

    @Test
    void a_new_access_token_ends_the_one_before() throws Exception {
        has("NONE");
        assertThat(form("/sandbox/token", "value=%20").statusCode()).isEqualTo(400);
        form("/sandbox/token", "value=another");
        try {
            HttpResponse<String> answer = send(FIRST, List.of("e-1"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":190");
        } finally {
            form("/sandbox/token", "value=token");
        }
        assertThat(send(FIRST, List.of("e-1")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"HEADLESS_THROTTLE, 429", "TOO_LARGE, 413", "BAD_GATEWAY, 502"})
    void a_fault_of_a_gateway_answers_without_json(String fault, int status) throws Exception {
        has(fault);
        HttpResponse<String> answer = send(FIRST, List.of("e-1"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotStartWith("{");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
    }

    @Test
    void only_the_token_of_the_second_dataset_has_expired() throws Exception {
        has("TOKEN_OF_ONE");

        assertThat(send(FIRST, List.of("e-1")).statusCode()).isEqualTo(200);
        assertThat(send(SECOND, List.of("e-1")).body()).contains("\"code\":190");
        has("NONE");
        assertThat(send(SECOND, List.of("e-1")).statusCode()).isEqualTo(200);
    }

    @Test
    void one_event_in_a_hundred_is_not_accepted_or_counted_and_it_is_always_the_same() throws Exception {
        List<String> ids =
                IntStream.range(0, 1000).mapToObj(number -> "short-" + number).toList();
        has("ONE_SHORT");
        int received = received(send(FIRST, ids));

        assertThat(received).isBetween(970, 999).isEqualTo(received(send(FIRST, ids)));
        String taken = get("/sandbox/server-events");
        List<String> missing =
                ids.stream().filter(id -> !taken.contains(id + " ")).toList();
        assertThat(missing).hasSize(1000 - received);
        assertThat(received(send(FIRST, List.of(missing.getFirst())))).isZero();
        has("NONE");
        assertThat(received(send(FIRST, missing))).isEqualTo(missing.size());
    }

    @Test
    void an_answer_with_a_version_warning_is_a_success() throws Exception {
        has("VERSION_WARNING");
        HttpResponse<String> answer = send(FIRST, List.of("e-1"));

        assertThat(received(answer)).isEqualTo(1);
        assertThat(answer.headers().firstValue("X-Ad-Api-Version-Warning")).isPresent();
    }

    @Test
    void the_connection_closes_without_an_answer_but_the_events_are_accepted() throws Exception {
        has("RESET");

        assertThatThrownBy(() -> send(FIRST, List.of("without-answer"))).isInstanceOf(IOException.class);
        has("NONE");
        assertThat(get("/sandbox/server-events")).contains("without-answer ");
    }

    @Test
    void every_fault_has_its_own_text_on_the_page() throws Exception {
        String page = get("/");

        assertThat(Fault.values()).allSatisfy(fault -> assertThat(page).contains(fault.text()));
        assertThat(Fault.values()).extracting(Fault::text).doesNotHaveDuplicates();
    }

    private static int received(HttpResponse<String> answer) {
        return JsonMapper.shared()
                .readTree(answer.body())
                .path("events_received")
                .asInt(-1);
    }

    private static void has(String fault) throws Exception {
        form("/sandbox/fault", "kind=" + fault + "&seconds=60");
    }

    private static HttpResponse<String> form(String path, String fields) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String dataset, List<String> ids) throws Exception {
        String events = ids.stream().map(MetaStandInIT::event).collect(Collectors.joining(","));
        return http.send(
                HttpRequest.newBuilder(address("/v25.0/" + dataset + "/events"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"access_token\":\"token\",\"data\":[" + events + "]}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String event(String id) {
        return """
                {"event_name":"Purchase","event_id":"%s","event_time":%d,"action_source":"website",
                 "event_source_url":"https://shop.example.com/thanks",
                 "user_data":{"em":["%s"],"client_ip_address":"203.0.113.7","client_user_agent":"Mozilla/5.0"},
                 "custom_data":{"value":11.00,"currency":"SGD"}}""".formatted(id, Instant.now().getEpochSecond(), "a1".repeat(32));
    }

    private static String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static URI address(String path) {
        String port = Objects.requireNonNull(meta.getEnvironment().getProperty("local.server.port"));
        return URI.create("http://localhost:" + port + path);
    }
}
