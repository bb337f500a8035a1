package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CapiAnswersTest {

    @ParameterizedTest(name = "code {0}/{1} with status {2} is {3}")
    @CsvSource({
        "1, 0, 500, Unreachable",
        "2, 0, 400, Unreachable",
        "368, 0, 400, Unreachable",
        "5000, 0, 500, Unreachable",
        "21009, 0, 400, Unreachable",
        "424242, 0, 400, Unreachable",
        "4, 0, 400, Throttled",
        "17, 2446079, 500, Throttled",
        "32, 0, 429, Throttled",
        "341, 0, 500, Throttled",
        "613, 0, 400, Throttled",
        "80004, 0, 400, Throttled",
        "190, 463, 500, Misconfigured",
        "190, 0, 401, Misconfigured",
        "10, 0, 403, Misconfigured",
        "200, 0, 403, Misconfigured",
        "102, 0, 400, Misconfigured",
        "2635, 0, 400, Misconfigured",
        "100, 33, 400, Misconfigured",
        "100, 2804003, 400, Refused",
        "100, 0, 400, Refused"
    })
    void the_code_decides_and_not_the_status_and_every_answer_keeps_metas_id(
            int code, int subcode, int status, String kind) {
        String body = "{\"error\":{\"code\":%d,\"error_subcode\":%d,\"message\":\"m\",\"fbtrace_id\":\"A1\"}}"
                .formatted(code, subcode);

        CapiAnswer answer = read(status, body);
        assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(answer.toString()).contains("fbtraceId=A1");
    }

    @Test
    void a_fault_that_meta_calls_transient_passes() {
        assertThat(read(400, "{\"error\":{\"code\":100,\"is_transient\":true}}"))
                .isInstanceOf(CapiAnswer.Unreachable.class);
    }

    @Test
    void only_all_of_the_events_is_accepted() {
        assertThat(read(200, "{\"events_received\":2,\"fbtrace_id\":\"A7\"}"))
                .isEqualTo(new CapiAnswer.Accepted(2, "A7", 0));
        assertThat(read(200, "{\"events_received\":1}")).isInstanceOf(CapiAnswer.Unreachable.class);
        assertThat(read(200, "")).isInstanceOf(CapiAnswer.Unreachable.class);
        assertThat(read(200, "{}")).isInstanceOf(CapiAnswer.Unreachable.class);
        assertThat(read(502, "<html>Bad Gateway</html>")).isInstanceOf(CapiAnswer.Unreachable.class);
    }

    @Test
    void a_throttled_call_waits_as_long_as_meta_says() {
        HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of("30")), (name, value) -> true);

        CapiAnswer answer =
                CapiAnswers.read(429, headers, "{\"error\":{\"code\":4}}".getBytes(), 2, JsonMapper.shared());

        assertThat(answer)
                .isInstanceOfSatisfying(
                        CapiAnswer.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void how_much_of_the_limits_is_used_is_the_worst_of_all_that_meta_tells() {
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "X-App-Usage", List.of("{\"call_count\":28,\"total_time\":25,\"total_cputime\":60}"),
                        "X-Business-Use-Case-Usage",
                                List.of("{\"1\":[{\"type\":\"ads_insights\",\"call_count\":91,\"total_cputime\":3}]}")),
                (name, value) -> true);

        assertThat(CapiAnswers.read(200, headers, "{\"events_received\":2}".getBytes(), 2, JsonMapper.shared()))
                .isEqualTo(new CapiAnswer.Accepted(2, "", 91));
    }

    @Test
    void a_throttled_business_waits_until_meta_gives_access_again() {
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "X-Business-Use-Case-Usage",
                        List.of("{\"1\":[{\"call_count\":100,\"estimated_time_to_regain_access\":3}]}")),
                (name, value) -> true);

        assertThat(CapiAnswers.read(400, headers, "{\"error\":{\"code\":80004}}".getBytes(), 2, JsonMapper.shared()))
                .isEqualTo(new CapiAnswer.Throttled(80004, "", "", Duration.ofMinutes(3)));
    }

    @Test
    void usage_that_cannot_be_read_is_as_if_it_were_not_there() {
        HttpHeaders headers = HttpHeaders.of(
                Map.of("X-App-Usage", List.of("soon"), "Retry-After", List.of("Wed, 21 Oct 2026 07:28:00 GMT")),
                (name, value) -> true);

        assertThat(CapiAnswers.read(400, headers, "{\"error\":{\"code\":4}}".getBytes(), 2, JsonMapper.shared()))
                .isEqualTo(new CapiAnswer.Throttled(4, "", "", null));
    }

    private static CapiAnswer read(int status, String body) {
        return CapiAnswers.read(
                status,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                body.getBytes(StandardCharsets.UTF_8),
                2,
                JsonMapper.shared());
    }
}
