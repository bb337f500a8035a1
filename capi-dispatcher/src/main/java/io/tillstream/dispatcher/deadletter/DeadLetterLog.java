package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.topic.TopicFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads the topic of dead letters from its beginning to where its end is now. */
@Component
class DeadLetterLog {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterLog.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ConsumerFactory<byte[], byte[]> consumers;

    DeadLetterLog(ConsumerFactory<byte[], byte[]> consumers) {
        this.consumers = consumers;
    }

    TopicFollower follower(Consumer<Buried> each) {
        return new TopicFollower(consumers, DeadLetterTopic.NAME, record -> give(record, each));
    }

    void read(Consumer<Buried> each) {
        try (var consumer = consumers.createConsumer(null, "dead-letters", null)) {
            List<TopicPartition> topic = consumer.partitionsFor(DeadLetterTopic.NAME).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(topic);
            consumer.seekToBeginning(topic);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> give(record, each));
            }
        }
    }

    private static void give(ConsumerRecord<byte[], byte[]> record, Consumer<Buried> each) {
        String where = record.partition() + "@" + record.offset();
        try {
            Origin origin = new Origin(
                    last(record, "topic"),
                    Integer.parseInt(last(record, "partition")),
                    Long.parseLong(last(record, "offset")),
                    record.key(),
                    record.value(),
                    record.headers());
            Reason reason = Reason.valueOf(last(record, "reason").toUpperCase(Locale.ROOT));
            each.accept(new Buried(
                    where,
                    origin,
                    last(record, "receipt"),
                    reason,
                    last(record, "detail"),
                    cause(reason, record),
                    last(record, "fbtrace-id"),
                    deaths(record),
                    Instant.parse(last(record, "at"))));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("letter", where)
                    .addKeyValue("cause", e.toString())
                    .log("A dead letter's headers cannot be read; it is passed over");
        }
    }

    /** What letters that died of the same have in common: no date, and no place in a message. */
    private static String cause(Reason reason, ConsumerRecord<byte[], byte[]> record) {
        return switch (reason) {
            case REFUSED -> "code " + last(record, "code") + "/" + last(record, "subcode");
            case TOO_OLD, UNDECODABLE -> reason.text();
            case SCHEMA, UNKNOWN_KEY, SEAL_BROKEN -> last(record, "detail");
        };
    }

    private static int deaths(ConsumerRecord<byte[], byte[]> record) {
        return (int) StreamSupport.stream(
                        record.headers().headers(DeadLetters.PREFIX + "at").spliterator(), false)
                .count();
    }

    /** A header of the last death. */
    private static String last(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(DeadLetters.PREFIX + name);
        if (header == null) {
            throw new IllegalArgumentException("no header " + DeadLetters.PREFIX + name);
        }
        return new String(header.value(), UTF_8);
    }
}
