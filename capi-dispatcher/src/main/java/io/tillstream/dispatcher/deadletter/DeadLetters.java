package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.topic.TopicFollower;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * The topic of what cannot be sent: each message as it came, still sealed, with the reason in its headers. A message
 * that dies again after a replay carries both histories; the last header of a name is the newest.
 */
@Component
public class DeadLetters {

    static final String PREFIX = "dead-letter-";
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final DeadLetterLog deadLetterLog;
    private final MeterRegistry registry;
    private final Clock clock;

    DeadLetters(
            KafkaTemplate<byte[], byte[]> deadLetterTemplate,
            DeadLetterLog deadLetterLog,
            MeterRegistry registry,
            Clock clock) {
        this.kafka = deadLetterTemplate;
        this.deadLetterLog = deadLetterLog;
        this.registry = registry;
        this.clock = clock;
        // From 0 on: the increase of a counter that appears with its first letter is not seen.
        for (Reason reason : Reason.values()) {
            count(reason);
        }
    }

    /**
     * Lets a letter go again: the message as it came, to the partition it came from, with its history in its headers.
     *
     * @param at when that is, for its header
     * @return done once all in-sync replicas have it
     */
    public CompletableFuture<?> sendAgain(Buried letter, Instant at) {
        Origin origin = letter.origin();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(origin.topic(), origin.partition(), origin.key(), origin.value());
        origin.headers().forEach(record.headers()::add);
        record.headers().add(Origin.REPLAYED_AT, at.toString().getBytes(UTF_8));
        return kafka.send(record);
    }

    /**
     * Writes letters and waits until all in-sync replicas have them. Only then may they be taken for done.
     *
     * @throws java.util.concurrent.CompletionException when Kafka does not acknowledge
     */
    public void bury(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        List<? extends CompletableFuture<?>> sent =
                letters.stream().map(letter -> kafka.send(record(letter))).toList();
        kafka.flush();
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        for (DeadLetter letter : letters) {
            count(letter.reason()).increment();
            log.atError()
                    .addKeyValue("reason", letter.reason().text())
                    .addKeyValue("origin", letter.origin())
                    .addKeyValue("detail", letter.detail())
                    .addKeyValue("fbtrace_id", letter.fbtraceId())
                    .log(
                            "A message cannot be sent and is in the dead letters. {}",
                            letter.reason().action());
        }
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        Origin origin = letter.origin();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(DeadLetterTopic.NAME, origin.key(), origin.value());
        Headers headers = record.headers();
        origin.headers().forEach(headers::add);
        add(headers, "reason", letter.reason().text());
        add(headers, "receipt", letter.receiptId());
        add(headers, "detail", letter.detail());
        add(headers, "code", Integer.toString(letter.code()));
        add(headers, "subcode", Integer.toString(letter.subcode()));
        add(headers, "fbtrace-id", letter.fbtraceId());
        add(headers, "topic", origin.topic());
        add(headers, "partition", Integer.toString(origin.partition()));
        add(headers, "offset", Long.toString(origin.offset()));
        add(headers, "at", clock.instant().toString());
        return record;
    }

    /** Gives every letter there is, the older of a partition first. */
    public void forEach(Consumer<Buried> each) {
        deadLetterLog.read(each);
    }

    /** Gives every letter there is, and those to come; it is to be started and closed. */
    public TopicFollower follower(Consumer<Buried> each) {
        return deadLetterLog.follower(each);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(UTF_8));
    }

    private Counter count(Reason reason) {
        return Counter.builder("dispatcher.dead.letters")
                .tag("reason", reason.text())
                .description("Messages put into the dead letters")
                .register(registry);
    }
}
