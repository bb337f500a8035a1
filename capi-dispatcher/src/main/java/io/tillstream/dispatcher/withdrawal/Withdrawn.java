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
 * A withdrawal as it came. Whoever took their consent back must not suffer for a message that is not as it should be: its
 * order counts as withdrawn by whatever names it.
 *
 * @param ids      event id, or what else names the order; empty when nothing does
 * @param at       when it was said, at the latest; never ahead of the clock
 * @param readable whether the message itself named the event
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

    /** By the id of the CloudEvent, which the shop makes of the event id, and by the key, which is the order id. */
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

    /** A producer whose clock is late, or a date that is: the later counts, so that it is not forgotten too soon. */
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
