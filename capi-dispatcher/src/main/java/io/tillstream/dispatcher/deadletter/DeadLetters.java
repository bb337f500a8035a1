package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Producers;
import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the topic of dead letters: each message unchanged, still sealed, with the reason in its headers. A message that is
 * dead-lettered again after a replay has the headers of the first and the last time (the last header of a name is the newest)
 * and the number of times. A message that is too large is not copied; its dead letter contains its position.
 */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Maximum number of a detail's characters that are logged. */
    private static final int LOGGED = 300;

    /** An empty value instead of null, which followers of the topic take for a tombstone. */
    private static final byte[] NOTHING = {};

    /** Maximum length in bytes of the key of a dead letter that only has its message's position. */
    private static final int LONGEST_KEY = 1024;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final DeadLetterLog deadLetterLog;
    private final MeterRegistry registry;
    private final Clock clock;
    private final DeadLetterState state;

    DeadLetters(
            KafkaTemplate<byte[], byte[]> deadLetterTemplate,
            DeadLetterLog deadLetterLog,
            MeterRegistry registry,
            Clock clock) {
        this.kafka = deadLetterTemplate;
        this.deadLetterLog = deadLetterLog;
        this.registry = registry;
        this.clock = clock;
        this.state = new DeadLetterState(registry);
        // Starts each counter at 0: Prometheus does not see the increase of a counter that starts at 1.
        for (Reason reason : Reason.values()) {
            count(reason);
        }
    }

    /**
     * Replays a dead letter: writes the unchanged message to the partition it came from, with its history in the headers as far
     * as that fits.
     *
     * @param message as {@link DeadLetterReading#message} returns it
     * @param at      time of the replay, for its header
     * @return true when all in-sync replicas have it; false when it is now too large for its topic
     * @throws KafkaException when Kafka does not take it for another reason
     */
    public boolean sendAgain(StoredDeadLetter letter, Origin message, Instant at) {
        Headers history = letter.origin().headers();
        return sendAgain(message, DeadLetterHeaders.again(message.headers(), history, at))
                || sendAgain(message, DeadLetterHeaders.again(message.headers(), null, at));
    }

    private boolean sendAgain(Origin message, Headers headers) {
        Throwable failure = Sending.outcome(Sending.send(
                kafka,
                new ProducerRecord<>(message.topic(), message.partition(), message.key(), message.value(), headers)));
        if (failure == null || Sending.tooLarge(failure)) {
            return failure == null;
        }
        throw new KafkaException(
                "Kafka did not take a dead letter back into the topic, or did not confirm it: " + message.topic(),
                failure);
    }

    /**
     * Writes dead letters and waits until all in-sync replicas have them. Only then are their orders done. A refusal is logged
     * once, until Kafka takes dead letters again.
     *
     * @return those that Kafka did not take, or did not acknowledge in time; empty when it took all
     */
    public List<DeadLetter> write(List<DeadLetter> letters) {
        Instant now = clock.instant();
        List<CompletableFuture<?>> sent = new ArrayList<>(letters.size());
        Throwable trouble = null;
        for (DeadLetter letter : letters) {
            CompletableFuture<?> one = trouble == null
                    ? Sending.send(kafka, record(letter, now))
                    : CompletableFuture.failedFuture(trouble);
            if (trouble == null && one.isCompletedExceptionally()) {
                // Otherwise each one would wait for a missing topic again.
                trouble = Sending.tooLarge(one.exceptionNow()) ? null : one.exceptionNow();
            }
            sent.add(one);
        }
        List<DeadLetter> refused = new ArrayList<>();
        for (int each = 0; each < sent.size(); each++) {
            DeadLetter letter = letters.get(each);
            Throwable failure = Sending.outcome(sent.get(each));
            if (failure != null && Sending.tooLarge(failure)) {
                failure = Sending.outcome(Sending.send(kafka, pointer(letter, now)));
            }
            if (failure == null) {
                deadLettered(letter);
            } else {
                refused.add(letter);
                trouble = failure;
            }
        }
        Producers.renewIfRefused(kafka, trouble);
        state.report(letters.size() - refused.size(), refused.size(), trouble);
        return refused;
    }

    private void deadLettered(DeadLetter letter) {
        count(letter.reason()).increment();
        log.atError()
                .addKeyValue("reason", letter.reason().text())
                .addKeyValue("origin", letter.origin())
                .addKeyValue("detail", logged(letter.detail()))
                .addKeyValue("fbtrace_id", letter.fbtraceId())
                .log(
                        "A message cannot be sent and is in the dead letters. {}",
                        letter.reason().action());
    }

    /** Cuts a detail for the log; the dead letter's headers have more of it. */
    private static String logged(String detail) {
        return detail.length() <= LOGGED ? detail : detail.substring(0, LOGGED) + "…";
    }

    private static ProducerRecord<byte[], byte[]> record(DeadLetter letter, Instant at) {
        byte[] value = letter.origin().value();
        Headers headers = DeadLetterHeaders.of(letter, at);
        if (value == null) {
            headers.add(DeadLetterHeaders.NO_VALUE, "true".getBytes(UTF_8));
        }
        return new ProducerRecord<>(
                TopicNames.DEAD_LETTERS, null, letter.origin().key(), value == null ? NOTHING : value, headers);
    }

    /** The record for a message that is too large to be copied: its position only. */
    private static ProducerRecord<byte[], byte[]> pointer(DeadLetter letter, Instant at) {
        byte[] key = letter.origin().key();
        byte[] value = letter.origin().value();
        Headers headers = DeadLetterHeaders.of(letter, at);
        int bytes = value == null ? 0 : value.length;
        headers.add(DeadLetterHeaders.VALUE_LEFT_OUT, Integer.toString(bytes).getBytes(UTF_8));
        return new ProducerRecord<>(
                TopicNames.DEAD_LETTERS, null, key == null || key.length > LONGEST_KEY ? null : key, NOTHING, headers);
    }

    /** Passes on every dead letter, the older of a partition first. */
    public void forEach(Consumer<StoredDeadLetter> each) {
        deadLetterLog.read(each);
    }

    /** Reads single dead letters again; the caller closes it. */
    public DeadLetterReading reading() {
        return deadLetterLog.reading();
    }

    /** Passes on every dead letter, present and future; the caller starts and closes it. */
    public TopicFollower follower(Consumer<StoredDeadLetter> each) {
        return deadLetterLog.follower(each);
    }

    private Counter count(Reason reason) {
        return Counter.builder("dispatcher.dead.letters")
                .tag("reason", reason.text())
                .description("Messages put into the dead letters")
                .register(registry);
    }
}
