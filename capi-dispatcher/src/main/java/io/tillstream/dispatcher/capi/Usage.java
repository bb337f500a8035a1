package io.tillstream.dispatcher.capi;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Meta's headers say of its limits (developers.facebook.com, Graph API, rate limiting).
 *
 * @param percent the most used of its limits, 0 to 100 and above; 0 when it does not say
 * @param asked   how long to stay away, longer than zero; null when it does not say
 */
record Usage(int percent, @Nullable Duration asked) {

    /** A wait that nobody meant, of days, must not be obeyed to the end. */
    static final Duration LONGEST = Duration.ofHours(1);

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
        Stream<Duration> access = limits.stream()
                .map(limit -> Duration.ofMinutes(
                        limit.path("estimated_time_to_regain_access").asInt(0)));
        return new Usage(
                percent,
                Stream.concat(access, retryAfter(headers).stream())
                        .filter(Duration::isPositive)
                        .max(Duration::compareTo)
                        .orElse(null));
    }

    /** How long to stay away, {@link #LONGEST} at the most; null when Meta does not say. */
    @Nullable
    Duration retryAfter() {
        return asked == null || asked.compareTo(LONGEST) <= 0 ? asked : LONGEST;
    }

    /** To stand behind Meta's message: that Meta asked for longer than is obeyed. Empty when it did not. */
    String words() {
        return asked == null || asked.compareTo(LONGEST) <= 0
                ? ""
                : " (Meta asked for a wait of " + asked.toMinutes() + " minutes; the longest is " + LONGEST.toMinutes()
                        + ")";
    }

    /** In seconds, or as a date (RFC 9110, 10.2.3), which is read by the clock of whoever wrote it. */
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(value -> value.matches("[0-9]+")
                        ? Optional.of(
                                Duration.ofSeconds(value.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(value)))
                        : date(value)
                                .map(until -> Duration.between(
                                        headers.firstValue("Date")
                                                .flatMap(Usage::date)
                                                .orElseGet(Instant::now),
                                        until)));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
