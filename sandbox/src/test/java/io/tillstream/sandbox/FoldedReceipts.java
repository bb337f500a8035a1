package io.tillstream.sandbox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reduces all receipts of each event id to one. A record's key is the id, optionally with {@code @} and a dataset, then
 * optionally with {@code #} and a status. An acceptance wins over all others; else the newest wins.
 */
final class FoldedReceipts {

    private static final Set<String> NOT_AN_END = Set.of("IN_FLIGHT", "REPLAYED");

    private static final Pattern KEY = Pattern.compile("(@\\d{15,20})?(#[a-z_]+)?$");

    private final Map<String, Receipt> byId = new ConcurrentHashMap<>();

    private record Receipt(JsonNode value, long at) {

        boolean accepted() {
            return value.path("status").asString("").equals("ACCEPTED");
        }

        Receipt or(Receipt other) {
            if (accepted() != other.accepted()) {
                return accepted() ? this : other;
            }
            return other.at >= at ? other : this;
        }
    }

    /**
     * @param value null or empty if the key was deleted
     * @param at    time of the record
     */
    void add(String key, byte[] value, long at) {
        if (value == null || value.length == 0) {
            return;
        }
        JsonNode read = JsonMapper.shared().readTree(value);
        if (!NOT_AN_END.contains(read.path("status").asString(""))) {
            byId.merge(id(key), new Receipt(read, at), Receipt::or);
        }
    }

    /** The current receipts by event id. */
    Map<String, JsonNode> byId() {
        return byId.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().value()));
    }

    private static String id(String key) {
        return KEY.matcher(key).replaceFirst("");
    }
}
