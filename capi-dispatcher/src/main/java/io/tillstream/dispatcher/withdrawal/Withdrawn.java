package io.tillstream.dispatcher.withdrawal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A withdrawal of consent. A faulty message must not harm the customer who sent it: it counts for every order that its key or
 * its headers name.
 *
 * @param ids      event id, or other ids that name the order; empty when nothing names it
 * @param at       latest possible time of the withdrawal; never after the present time
 * @param readable whether the message's value names the event
 */
record Withdrawn(Set<String> ids, Instant at, boolean readable) {

    private static final String CE_ID = "ce_id";
    private static final String CE_SUFFIX = "-withdrawn";

    static Withdrawn of(ConsumerRecord<byte[], byte[]> record, JsonMapper json, Instant now) {
        Instant written = record.timestamp() < 0 ? now : Instant.ofEpochMilli(record.timestamp());
        JsonNode message = message(record.value(), json);
        String eventId = message == null ? "" : message.path("eventId").asString("");
        Instant at = earlier(now, later(written, message));
        return StringUtils.hasText(eventId)
                ? new Withdrawn(Set.of(eventId), at, true)
                : new Withdrawn(named(record), at, false);
    }

    private static @Nullable JsonNode message(byte @Nullable [] value, JsonMapper json) {
        try {
            return json.readTree(value == null ? new byte[0] : value);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Ids in the CloudEvent's id, which the shop derives from the event id, and in the key, which is the order id. */
    private static Set<String> named(ConsumerRecord<byte[], byte[]> record) {
        Set<String> ids = new LinkedHashSet<>();
        Header event = record.headers().lastHeader(CE_ID);
        if (event != null && event.value() != null) {
            String id = new String(event.value(), UTF_8);
            if (id.endsWith(CE_SUFFIX)) {
                ids.add(id.substring(0, id.length() - CE_SUFFIX.length()));
            }
        }
        if (record.key() != null) {
            ids.add(new String(record.key(), UTF_8));
        }
        ids.remove("");
        return ids;
    }

    /** The later of two times, as one may come from a slow clock: so the withdrawal is not forgotten too early. */
    private static Instant later(Instant written, @Nullable JsonNode message) {
        try {
            Instant said = message == null
                    ? Instant.MIN
                    : Instant.parse(message.path("withdrawnAt").asString(""));
            return said.isAfter(written) ? said : written;
        } catch (DateTimeException e) {
            return written;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
