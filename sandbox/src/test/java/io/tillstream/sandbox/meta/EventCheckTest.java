package io.tillstream.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final List<String> PLAIN = List.of("client_ip_address", "client_user_agent", "fbp", "fbc");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ct country st zp ge client_user_agent",
                "country",
                "zp client_user_agent",
                "client_user_agent",
                "db client_user_agent",
                "db",
                "fn ge",
                "ln ge",
                "fn",
                "ln",
                "ge"
            })
    void an_event_that_cannot_match_a_customer_is_refused(String known) {
        MetaError refusal = catchThrowableOfType(MetaError.class, () -> EventCheck.check(event(known), NOW));

        assertThat(refusal).isNotNull();
        assertThat(String.valueOf(refusal.answer("A1").getBody())).contains("code=100", "error_subcode=2804050");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "em",
                "ct country st zp ge client_user_agent fbp",
                "db client_user_agent fn",
                "fn ln ge",
                "client_ip_address client_user_agent",
                "external_id"
            })
    void one_more_customer_field_makes_the_event_valid(String known) {
        assertThatCode(() -> EventCheck.check(event(known), NOW)).doesNotThrowAnyException();
    }

    private static JsonNode event(String known) {
        String user = Stream.of(known.split(" "))
                .map(key -> "\"%s\":%s".formatted(key, PLAIN.contains(key) ? "\"x\"" : "[\"" + "a".repeat(64) + "\"]"))
                .collect(Collectors.joining(","));
        return JsonMapper.shared().readTree("""
                {"event_name":"Purchase","event_time":%d,"action_source":"phone_call","user_data":{%s},
                 "custom_data":{"value":1,"currency":"USD"}}""".formatted(NOW.getEpochSecond(), user));
    }
}
