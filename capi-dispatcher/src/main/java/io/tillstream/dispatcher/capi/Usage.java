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
 * What Meta's headers say about its limits (developers.facebook.com, Graph API, rate limiting).
 *
 * @param percent use of the most used limit, 0 to 100 and above; 0 when Meta does not say
 * @param asked   how long Meta asks to wait, longer than zero; null when it does not say
 */
record Usage(int percent, @Nullable Duration asked) {

    /** Longest wait that is obeyed: a longer one would be a mistake. */
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

    /** How long to wait, at most {@link #LONGEST}; null when Meta does not say. */
    @Nullable
    Duration retryAfter() {
        return asked == null || asked.compareTo(LONGEST) <= 0 ? asked : LONGEST;
    }

    /** A note to Meta's message that it asked for a longer wait than is obeyed; empty when it did not. */
    String words() {
        return asked == null || asked.compareTo(LONGEST) <= 0
                ? ""
                : " (Meta asked for a wait of " + asked.toMinutes() + " minutes; the longest is " + LONGEST.toMinutes()
                        + ")";
    }

    /** Seconds, or a date (RFC 9110, 10.2.3), which is compared with the Date header of the same answer. */
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

    /** The header's JSON; an empty node when it is absent or cannot be read. */
    private static Stream<JsonNode> header(HttpHeaders headers, String name, JsonMapper json) {
        try {
            return headers.firstValue(name).map(json::readTree).stream();
        } catch (JacksonException e) {
            return Stream.of();
        }
    }
}
