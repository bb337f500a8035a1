package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
 * The topic of what cannot be sent: each message as it came, still sealed, with the reason in its headers. A message
 * that dies again after a replay carries its first death and its last, the last header of a name being the newest, and
 * how often it died. What is too large for a letter stays where it lies, and the letter says where.
 */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Characters of a detail that are logged at most. */
    private static final int LOGGED = 300;

    /** Not null, which is a tombstone to those who follow the topic. */
    private static final byte[] NOTHING = {};

    /** In bytes, of a letter that only points to its message. */
    private static final int LONGEST_KEY = 1024;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final DeadLetterLog deadLetterLog;
    private final MeterRegistry registry;
    private final Clock clock;
    private final BurialState state;

    DeadLetters(
            KafkaTemplate<byte[], byte[]> deadLetterTemplate,
            DeadLetterLog deadLetterLog,
            MeterRegistry registry,
            Clock clock) {
        this.kafka = deadLetterTemplate;
        this.deadLetterLog = deadLetterLog;
        this.registry = registry;
        this.clock = clock;
        this.state = new BurialState(registry);
        // From 0 on: the increase of a counter that appears with its first letter is not seen.
        for (Reason reason : Reason.values()) {
            count(reason);
        }
    }

    /**
     * Lets a letter go again: the message as it came, to the partition it came from, with its history in its headers as
     * far as that fits.
     *
     * @param message of the letter, as {@link DeadLetterReading#message} gives it
     * @param at      when that is, for its header
     * @return whether it is there, at all in-sync replicas; false when it is too large for its topic by now
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
        throw new KafkaException("Kafka did not take a letter back into the topic " + message.topic(), failure);
    }

    /**
     * Writes letters and waits until all in-sync replicas have them. Only then may they be taken for done. What Kafka does
     * not take is said once, until it takes letters again.
     *
     * @return those that Kafka did not take, or did not say of in time; empty when it took all
     */
    public List<DeadLetter> bury(List<DeadLetter> letters) {
        Instant now = clock.instant();
        List<CompletableFuture<?>> sent = new ArrayList<>(letters.size());
        Throwable trouble = null;
        for (DeadLetter letter : letters) {
            CompletableFuture<?> one = trouble == null
                    ? Sending.send(kafka, record(letter, now))
                    : CompletableFuture.failedFuture(trouble);
            if (trouble == null && one.isCompletedExceptionally()) {
                // A topic that is not there would be waited for with each of them.
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
                buried(letter);
            } else {
                refused.add(letter);
                trouble = failure;
            }
        }
        state.told(letters.size() - refused.size(), refused.size(), trouble);
        return refused;
    }

    private void buried(DeadLetter letter) {
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

    /** The whole of it stands in the letter's headers, as far as it fits there. */
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

    /** Where a message lies that is too large to be copied. */
    private static ProducerRecord<byte[], byte[]> pointer(DeadLetter letter, Instant at) {
        byte[] key = letter.origin().key();
        byte[] value = letter.origin().value();
        Headers headers = DeadLetterHeaders.of(letter, at);
        int bytes = value == null ? 0 : value.length;
        headers.add(DeadLetterHeaders.VALUE_LEFT_OUT, Integer.toString(bytes).getBytes(UTF_8));
        return new ProducerRecord<>(
                TopicNames.DEAD_LETTERS, null, key == null || key.length > LONGEST_KEY ? null : key, NOTHING, headers);
    }

    /** Gives every letter there is, the older of a partition first. */
    public void forEach(Consumer<StoredDeadLetter> each) {
        deadLetterLog.read(each);
    }

    /** Reads letters again one by one; it is to be closed. */
    public DeadLetterReading reading() {
        return deadLetterLog.reading();
    }

    /** Gives every letter there is, and those to come; it is to be started and closed. */
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
