package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.capi.CapiAnswer.Unreachable.Cause;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CapiAnswersTest {

    @ParameterizedTest(name = "code {0}/{1} with status {2} is {3}")
    @CsvSource({
        "1, 0, 500, Unreachable",
        "2, 0, 400, Unreachable",
        "-1, 1357045, 400, Unreachable",
        "-3, 0, 500, Unreachable",
        "5000, 0, 500, Unreachable",
        "21009, 0, 400, Unreachable",
        "424242, 0, 400, Unreachable",
        "4, 0, 400, Throttled",
        "17, 2446079, 500, Throttled",
        "32, 0, 429, Throttled",
        "341, 0, 500, Throttled",
        "368, 0, 400, Throttled",
        "424242, 0, 429, Throttled",
        "2, 0, 429, Throttled",
        "190, 0, 429, Misconfigured",
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
        "100, 0, 400, Refused",
        "1, 0, 413, Refused"
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
    void a_code_that_is_written_as_a_text_is_read_all_the_same() {
        assertThat(read(400, "{\"error\":{\"code\":\"190\",\"error_subcode\":\"463\"}}"))
                .isEqualTo(new CapiAnswer.Misconfigured(190, 463, "", ""));
        assertThat(read(400, "{\"error\":{\"code\":\"a lot\"}}")).isEqualTo(unreachable(Cause.GRAPH_ERROR));
    }

    @Test
    void a_fault_that_meta_calls_transient_passes() {
        assertThat(read(400, "{\"error\":{\"code\":100,\"is_transient\":true}}"))
                .isEqualTo(unreachable(Cause.GRAPH_ERROR));
    }

    @Test
    void only_all_of_the_events_is_accepted_and_another_count_is_in_doubt() {
        assertThat(read(200, "{\"events_received\":2,\"fbtrace_id\":\"A7\"}"))
                .isEqualTo(new CapiAnswer.Accepted(2, "A7", 0));
        assertThat(read(200, "{\"events_received\":2,\"error\":null}")).isInstanceOf(CapiAnswer.Accepted.class);
        assertThat(read(200, "{\"events_received\":1,\"fbtrace_id\":\"A7\"}"))
                .isEqualTo(new CapiAnswer.Short(1, 2, "A7"));
        assertThat(read(200, "{\"events_received\":3}").inDoubt()).isTrue();
    }

    @ParameterizedTest(name = "events_received: {0}")
    @ValueSource(strings = {"2.9", "2.0", "\"2\"", "true", "[2]", "null", "4294967298", "1e400"})
    void a_count_that_is_no_whole_number_is_no_acceptance(String count) {
        assertThat(read(200, "{\"events_received\":" + count + "}")).isEqualTo(new CapiAnswer.Short(-1, 2, ""));
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {200, 400, 500, 502})
    void an_error_that_is_no_object_is_an_error_whatever_stands_beside_it(int status) {
        assertThat(read(status, "{\"events_received\":2,\"error\":\"text\"}"))
                .isEqualTo(unreachable(Cause.GRAPH_ERROR));
        assertThat(read(status, "{\"events_received\":2,\"error\":[]}")).isEqualTo(unreachable(Cause.GRAPH_ERROR));
    }

    @ParameterizedTest(name = "status {0}, body {1}: {2}")
    @CsvSource({
        "200, '', GATEWAY",
        "200, '[]', GATEWAY",
        "200, 'null', GATEWAY",
        "200, '{', GATEWAY",
        "502, '<html>Bad Gateway</html>', GATEWAY",
        "504, '{\"error\":{\"code\":1}}', GATEWAY",
        "403, '<html>Not from here</html>', GATEWAY",
        "302, '', GATEWAY",
        "500, '{}', GATEWAY",
        "503, '<html>Away</html>', NOT_RECEIVED",
        "503, '', NOT_RECEIVED",
        "503, '{\"error\":{\"code\":2}}', GRAPH_ERROR"
    })
    void what_is_no_answer_of_the_graph_api_says_whether_the_events_may_be_there(int status, String body, Cause cause) {
        assertThat(read(status, body)).isEqualTo(unreachable(cause));
    }

    @Test
    void in_doubt_is_what_may_have_been_taken_and_the_hosts_is_what_hits_all_datasets() {
        assertThat(Cause.values())
                .filteredOn(cause -> unreachable(cause).inDoubt())
                .containsExactly(Cause.NO_ANSWER, Cause.GATEWAY);
        assertThat(Cause.values()).filteredOn(cause -> !cause.host()).containsExactly(Cause.GRAPH_ERROR);
        assertThat(new CapiAnswer.Accepted(1, "", 0).inDoubt()).isFalse();
        assertThat(Cause.GRAPH_ERROR.text()).isEqualTo("graph_error");
    }

    @Test
    void a_request_that_is_too_large_is_refused_be_the_answer_json_or_not() {
        assertThat(read(413, "<html>Request Entity Too Large</html>"))
                .isInstanceOfSatisfying(CapiAnswer.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(413);
                    assertThat(refused.message()).contains("too large");
                });
    }

    @Test
    void a_block_for_what_an_app_did_is_told_by_its_code_and_waited_out_though_meta_names_no_time() {
        assertThat(read(400, "{\"error\":{\"code\":368}}"))
                .isEqualTo(new CapiAnswer.Throttled(368, "", "", Duration.ofMinutes(5)));
        assertThat(read(400, "{\"error\":{\"code\":368}}", Map.of("Retry-After", "7")))
                .isEqualTo(new CapiAnswer.Throttled(368, "", "", Duration.ofSeconds(7)));
    }

    @Test
    void a_429_of_whatever_is_before_meta_is_waited_out() {
        assertThat(read(429, "Too many", Map.of("Retry-After", "120")))
                .isInstanceOfSatisfying(CapiAnswer.Throttled.class, throttled -> {
                    assertThat(throttled.code()).isZero();
                    assertThat(throttled.retryAfter()).isEqualTo(Duration.ofMinutes(2));
                });
        assertThat(read(429, ""))
                .isInstanceOfSatisfying(
                        CapiAnswer.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isNull());
        assertThat(read(503, "<html/>", Map.of("Retry-After", "9")))
                .isInstanceOfSatisfying(
                        CapiAnswer.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(9)));
    }

    @Test
    void a_wait_until_a_date_is_read_by_the_clock_of_whoever_wrote_it() {
        Map<String, String> headers =
                Map.of("Retry-After", "Wed, 21 Oct 2037 07:28:30 GMT", "Date", "Wed, 21 Oct 2037 07:28:00 GMT");

        assertThat(read(400, "{\"error\":{\"code\":4}}", headers))
                .isEqualTo(new CapiAnswer.Throttled(4, "", "", Duration.ofSeconds(30)));
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @ValueSource(strings = {"999999", "99999999999999999999", "Wed, 21 Oct 2099 07:28:30 GMT"})
    void a_wait_of_days_is_cut_to_an_hour_and_the_message_says_that_meta_asked_for_longer(String wait) {
        assertThat(read(400, "{\"error\":{\"code\":4,\"message\":\"Too much\"}}", Map.of("Retry-After", wait)))
                .isInstanceOfSatisfying(CapiAnswer.Throttled.class, throttled -> {
                    assertThat(throttled.retryAfter()).isEqualTo(Duration.ofHours(1));
                    assertThat(throttled.message()).startsWith("Too much (Meta asked for a wait of");
                });
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @ValueSource(strings = {"0", "-5", "soon", "", "1.5", "Wed, 21 Oct 2015 07:28:00 GMT"})
    void a_wait_of_no_time_is_as_if_it_were_not_there(String wait) {
        assertThat(read(400, "{\"error\":{\"code\":4}}", Map.of("Retry-After", wait)))
                .isEqualTo(new CapiAnswer.Throttled(4, "", "", null));
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
        return read(status, body, Map.of());
    }

    private static CapiAnswer read(int status, String body, Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        CapiAnswer answer = CapiAnswers.read(
                status,
                HttpHeaders.of(lists, (name, value) -> true),
                body.getBytes(StandardCharsets.UTF_8),
                2,
                JsonMapper.shared());
        // The words are for people; what else there is decides.
        return answer instanceof CapiAnswer.Unreachable unreachable
                        && unreachable.fbtraceId().isEmpty()
                ? unreachable(unreachable.cause())
                : answer;
    }

    private static CapiAnswer unreachable(Cause cause) {
        return new CapiAnswer.Unreachable(cause, "");
    }
}
