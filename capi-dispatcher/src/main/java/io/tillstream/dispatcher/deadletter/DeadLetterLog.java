package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.TopicReader;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads the topic of dead letters from its beginning to its present end. */
@Component
class DeadLetterLog {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterLog.class);

    private final ConsumerFactory<byte[], byte[]> consumers;

    DeadLetterLog(ConsumerFactory<byte[], byte[]> consumers) {
        this.consumers = consumers;
    }

    TopicFollower follower(Consumer<StoredDeadLetter> each) {
        return new TopicFollower(consumers, TopicNames.DEAD_LETTERS, record -> give(record, each));
    }

    DeadLetterReading reading() {
        return new DeadLetterReading(consumers);
    }

    void read(Consumer<StoredDeadLetter> each) {
        try (var consumer = consumers.createConsumer(null, "dead-letters", null)) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, TopicNames.DEAD_LETTERS), record -> {
                give(record, each);
                return true;
            });
        }
    }

    private static void give(ConsumerRecord<byte[], byte[]> record, Consumer<StoredDeadLetter> each) {
        read(record).ifPresent(each);
    }

    /** Parses a record; empty, with a warning in the log, when it is not a dead letter of ours. */
    static Optional<StoredDeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
        String where = record.partition() + "@" + record.offset();
        try {
            boolean empty = has(record, DeadLetterHeaders.VALUE_LEFT_OUT) || has(record, DeadLetterHeaders.NO_VALUE);
            Origin origin = new Origin(
                    last(record, "topic"),
                    Integer.parseInt(last(record, "partition")),
                    Long.parseLong(last(record, "offset")),
                    record.key(),
                    empty ? null : record.value(),
                    record.headers());
            Reason reason = Reason.valueOf(last(record, "reason").toUpperCase(Locale.ROOT));
            return Optional.of(new StoredDeadLetter(
                    where,
                    origin,
                    last(record, "receipt"),
                    reason,
                    last(record, "detail"),
                    cause(reason, record),
                    last(record, "fbtrace-id"),
                    DeadLetterHeaders.times(record.headers()),
                    Instant.parse(last(record, "at"))));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("letter", where)
                    .addKeyValue("cause", e.toString())
                    .log("A dead letter's headers are unreadable; it is skipped");
            return Optional.empty();
        }
    }

    /** What dead letters with the same cause have in common: without a time or a position. */
    private static String cause(Reason reason, ConsumerRecord<byte[], byte[]> record) {
        return switch (reason) {
            case REFUSED -> code(record);
            case UNANSWERED -> last(record, "code").equals("0") ? reason.text() : code(record);
            case TOO_OLD, UNDECODABLE, IN_DOUBT -> reason.text();
            case SCHEMA, UNKNOWN_KEY, SEAL_BROKEN, UNEXPECTED -> last(record, "detail");
        };
    }

    private static String code(ConsumerRecord<byte[], byte[]> record) {
        return "code " + last(record, "code") + "/" + last(record, "subcode");
    }

    private static boolean has(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name) != null;
    }

    /** The last header of a name, which is the newest. */
    private static String last(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(DeadLetterHeaders.PREFIX + name);
        if (header == null) {
            throw new IllegalArgumentException("no header " + DeadLetterHeaders.PREFIX + name);
        }
        return new String(header.value(), UTF_8);
    }
}
