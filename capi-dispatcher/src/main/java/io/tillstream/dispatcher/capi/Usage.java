package io.tillstream.dispatcher.capi;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Meta's headers say of its limits (developers.facebook.com, Graph API, rate limiting).
 *
 * @param percent    the most used of its limits, 0 to 100 and above; 0 when it does not say
 * @param retryAfter how long to stay away; null when it does not say
 */
record Usage(int percent, @Nullable Duration retryAfter) {

    private static final List<String> PERCENTAGES = List.of("call_count", "total_cputime", "total_time");

    static Usage of(HttpHeaders headers, JsonMapper json) {
        List<JsonNode> limits = Stream.concat(
                        header(headers, "X-App-Usage", json),
                        header(headers, "X-Business-Use-Case-Usage", json)
                                .flatMap(businesses -> businesses.valueStream().flatMap(JsonNode::valueStream)))
                .toList();
        int percent = limits.stream()
                .flatMap(limit ->
                        PERCENTAGES.stream().map(name -> limit.path(name).asInt(0)))
                .max(Integer::compare)
                .orElse(0);
        int minutes = limits.stream()
                .map(limit -> limit.path("estimated_time_to_regain_access").asInt(0))
                .max(Integer::compare)
                .orElse(0);
        return new Usage(percent, minutes > 0 ? Duration.ofMinutes(minutes) : retryAfter(headers));
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    /** The header's JSON; nothing when it is absent or cannot be read, as a limit that nobody understands limits nobody. */
    private static Stream<JsonNode> header(HttpHeaders headers, String name, JsonMapper json) {
        try {
            return headers.firstValue(name).map(json::readTree).stream();
        } catch (JacksonException e) {
            return Stream.of();
        }
    }
}
