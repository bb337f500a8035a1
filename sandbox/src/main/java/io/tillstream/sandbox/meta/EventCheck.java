package io.tillstream.sandbox.meta;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Checks one server event as Meta does. The first error refuses the whole request. */
final class EventCheck {

    private static final Duration OLDEST = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> HASHED =
            List.of("em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country", "external_id");
    private static final List<String> PLAIN = List.of("client_ip_address", "client_user_agent", "fbp", "fbc");

    /** Combinations that Meta refuses as too broad (Meta's best practices, baseline requirements for matching). */
    private static final List<Set<String>> TOO_BROAD = List.of(
            Set.of("ct", "country", "st", "zp", "ge", "client_user_agent"),
            Set.of("db", "client_user_agent"),
            Set.of("fn", "ge"),
            Set.of("ln", "ge"));

    private static final Set<String> SOURCES = Set.of(
            "email",
            "website",
            "app",
            "phone_call",
            "chat",
            "physical_store",
            "system_generated",
            "business_messaging",
            "other");

    private EventCheck() {}

    static void check(JsonNode event, Instant now) {
        refuseIf(text(event, "event_name").isEmpty(), 2804001, "Missing Event Name", "event_name is missing");
        checkTime(event, now);
        refuseIf(
                !SOURCES.contains(text(event, "action_source")),
                2804007,
                "Invalid Action Source",
                "action_source is missing or unknown");
        JsonNode user = event.path("user_data");
        checkUser(user);
        if (text(event, "action_source").equals("website")) {
            refuseIf(
                    text(user, "client_user_agent").isEmpty()
                            || text(event, "event_source_url").isEmpty(),
                    2804009,
                    "Missing Website Parameters",
                    "Website events need client_user_agent and event_source_url");
        }
        if (text(event, "event_name").equals("Purchase")) {
            JsonNode purchase = event.path("custom_data");
            refuseIf(
                    !purchase.path("value").isNumber()
                            || !text(purchase, "currency").matches("[A-Za-z]{3}"),
                    2804009,
                    "Missing Value for Purchase Event",
                    "A Purchase needs a number as value and a currency");
        }
    }

    /** Refuses the request if it has one of the events that the fault refuses. */
    static void refuseSome(Faults faults, List<Arrival> events) {
        refuseIf(
                events.stream().anyMatch(event -> faults.refuses(String.valueOf(event.eventId()))),
                2804008,
                "Value Out Of Range",
                "A value is out of the accepted range");
    }

    private static void checkTime(JsonNode event, Instant now) {
        JsonNode time = event.path("event_time");
        refuseIf(
                !time.isIntegralNumber() || time.asLong() > 10_000_000_000L,
                2804003,
                "Invalid Event Time",
                "event_time must be in whole seconds since 1970");
        Instant at = Instant.ofEpochSecond(time.asLong());
        refuseIf(
                at.isBefore(now.minus(OLDEST)),
                2804003,
                "Event Timestamp Too Old",
                "The timestamp for this event is more than 7 days in the past");
        refuseIf(
                at.isAfter(now.plus(CLOCK_SKEW)),
                2804004,
                "Event Timestamp In The Future",
                "The timestamp for this event is in the future");
    }

    private static void checkUser(JsonNode user) {
        for (String key : HASHED) {
            values(user.path(key))
                    .forEach(value -> refuseIf(
                            !HASH.matcher(value).matches(),
                            2804016,
                            "Not Hashed",
                            key + " is not a SHA-256 in lower case hexadecimal"));
        }
        refuseIf(
                Stream.concat(HASHED.stream(), PLAIN.stream())
                        .allMatch(key -> user.path(key).isMissingNode()),
                2804017,
                "Missing Customer Information",
                "user_data has no field that can match a customer");
        Set<String> known = user.propertyStream()
                .filter(field -> values(field.getValue()).anyMatch(value -> !value.isEmpty()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        refuseIf(
                TOO_BROAD.stream().anyMatch(combination -> combination.containsAll(known)),
                2804050,
                "Too Little Customer Information",
                "user_data has only " + new TreeSet<>(known) + ", which is too broad to match a customer");
    }

    private static Stream<String> values(JsonNode node) {
        return node.isArray()
                ? node.valueStream().map(value -> value.asString(""))
                : node.isMissingNode() ? Stream.of() : Stream.of(node.asString(""));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static void refuseIf(boolean wrong, int subcode, String title, String message) {
        if (wrong) {
            throw MetaError.invalid(subcode, title, message);
        }
    }
}
