package io.tillstream.dispatcher.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

class DeadLettersTest {

    private final Topic topic = new Topic();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DeadLetters deadLetters = new DeadLetters(
            new KafkaTemplate<>(new ProducerFactory<>() {
                @Override
                public Producer<byte[], byte[]> createProducer() {
                    return topic;
                }
            }),
            new DeadLetterLog(null),
            registry,
            Clock.systemUTC());
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(DeadLetterState.class);
        log.setLevel(Level.INFO);
        log.addAppender(said);
    }

    @AfterEach
    void leave() {
        Logger log = (Logger) LoggerFactory.getLogger(DeadLetterState.class);
        log.setLevel(null);
        log.detachAppender(said);
    }

    @Test
    void a_dead_letter_does_not_grow_when_its_message_is_dead_lettered_three_hundred_times() {
        Headers own = new RecordHeaders().add("traceparent", "00-1-1-01".getBytes(UTF_8));
        write(new Origin("orders", 3, 1, null, new byte[10], own), Reason.UNKNOWN_KEY);
        int twice = 0;
        for (int time = 2; time <= 300; time++) {
            StoredDeadLetter before = lastLetter();
            assertThat(deadLetters.sendAgain(before, before.origin(), Instant.now()))
                    .isTrue();
            write(new Origin("orders", 3, time, null, new byte[10], last().headers()), Reason.REFUSED);
            twice = time == 2 ? size(last()) : twice;
        }

        assertThat(size(last())).isLessThanOrEqualTo(twice + 10);
        assertThat(lastLetter().times()).isEqualTo(300);
        assertThat(lastLetter().reason()).isEqualTo(Reason.REFUSED);
        assertThat(lastLetter().origin().offset()).isEqualTo(300);
        assertThat(values("dead-letter-reason")).containsExactly("unknown_key", "refused");
        assertThat(values("dead-letter-offset")).containsExactly("1", "300");
        assertThat(values("traceparent")).hasSize(1);
    }

    @Test
    void foreign_headers_beyond_the_limit_are_left_out_and_counted() {
        Headers own = new RecordHeaders().add("small", new byte[10]);
        for (int each = 0; each < 20; each++) {
            own.add("large-" + each, new byte[4000]);
        }

        write(new Origin("orders", 3, 1, null, new byte[10], own), Reason.SCHEMA);

        assertThat(size(last())).isLessThan(20_000);
        assertThat(last().headers().lastHeader("small")).isNotNull();
        assertThat(values("dead-letter-headers-left-out")).containsExactly("16");
    }

    @Test
    void the_dead_letter_of_a_message_that_is_too_large_contains_its_position() {
        write(
                new Origin("orders", 3, 77, new byte[5000], new byte[1_048_300], new RecordHeaders()),
                Reason.UNDECODABLE);

        assertThat(last().value()).isEmpty();
        assertThat(values("dead-letter-value-left-out")).containsExactly("1048300");
        assertThat(lastLetter().pointer()).isTrue();
        assertThat(lastLetter().origin().toString()).isEqualTo("orders-3@77");
        assertThat(lastLetter().origin().value()).isNull();
    }

    @Test
    void a_refusal_with_a_megabyte_of_text_becomes_a_dead_letter() {
        Origin origin = new Origin("orders", 3, 1, null, new byte[10], new RecordHeaders());

        assertThat(deadLetters.write(List.of(DeadLetter.of(origin, "id", Reason.REFUSED, "😀".repeat(600_000)))))
                .isEmpty();

        assertThat(lastLetter().pointer()).isFalse();
        assertThat(lastLetter().detail()).hasSizeLessThanOrEqualTo(1000).endsWith("😀…");
    }

    @Test
    void a_tombstone_among_the_orders_becomes_a_visible_dead_letter() {
        write(new Origin("orders", 3, 1, null, null, new RecordHeaders()), Reason.UNDECODABLE);

        assertThat(last().value()).isNotNull();
        assertThat(lastLetter().origin().value()).isNull();
        assertThat(lastLetter().pointer()).isFalse();
    }

    @Test
    void a_missing_topic_is_logged_once_with_its_name_and_causes_no_exception() {
        topic.trouble = new TimeoutException("Topic capi.dead-letters.v1 not present in metadata after 10000 ms.");
        List<DeadLetter> letters = Collections.nCopies(100, letter(Reason.SCHEMA));

        assertThat(deadLetters.write(letters)).isEqualTo(letters);
        assertThat(topic.tried).as("number of tries, each of which waits").isEqualTo(1);
        assertThat(deadLetters.write(letters)).isEqualTo(letters);

        assertThat(said.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getKeyValuePairs().toString())
                    .contains("capi.dead-letters.v1", "letters=\"100\"", "not present in metadata");
        });
        assertThat(refusing()).isEqualTo(1);

        topic.trouble = null;
        assertThat(deadLetters.write(letters)).isEmpty();
        assertThat(said.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.INFO);
        assertThat(refusing()).isZero();
        assertThat(topic.history()).hasSize(100);
    }

    @Test
    void an_interrupted_caller_gets_back_the_dead_letters_that_may_not_be_written() {
        topic.silent = true;
        Thread.currentThread().interrupt();

        assertThat(deadLetters.write(List.of(letter(Reason.SCHEMA)))).hasSize(1);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void dead_letters_of_every_reason_have_a_cause() {
        for (Reason reason : Reason.values()) {
            deadLetters.write(List.of(letter(reason)));
            assertThat(lastLetter().reason()).isEqualTo(reason);
            assertThat(lastLetter().cause()).isNotBlank().doesNotContain("2026-");
        }
    }

    private void write(Origin origin, Reason reason) {
        assertThat(deadLetters.write(List.of(DeadLetter.of(origin, "id", reason, "what was wrong"))))
                .isEmpty();
    }

    private static DeadLetter letter(Reason reason) {
        Origin origin = new Origin("orders", 3, 1, null, new byte[10], new RecordHeaders());
        return DeadLetter.of(origin, "id", reason, "java.lang.IllegalStateException");
    }

    private double refusing() {
        return registry.get("dispatcher.dead.letters.refusing").gauge().value();
    }

    private ProducerRecord<byte[], byte[]> last() {
        return topic.history().getLast();
    }

    private StoredDeadLetter lastLetter() {
        ProducerRecord<byte[], byte[]> record = last();
        return DeadLetterLog.read(new ConsumerRecord<>(
                        record.topic(),
                        0,
                        5,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()))
                .orElseThrow();
    }

    private List<String> values(String name) {
        return java.util.stream.StreamSupport.stream(
                        last().headers().headers(name).spliterator(), false)
                .map(header -> new String(header.value(), UTF_8))
                .toList();
    }

    private static int size(ProducerRecord<byte[], byte[]> record) {
        int size = record.value().length + (record.key() == null ? 0 : record.key().length);
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    /** Takes records of up to a megabyte, a producer's default. */
    private static final class Topic extends MockProducer<byte[], byte[]> {

        private RuntimeException trouble;
        private boolean silent;
        private int tried;

        Topic() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            tried++;
            if (silent) {
                return new CompletableFuture<>();
            }
            RuntimeException refusal = size(record) > 1_048_500 ? new RecordTooLargeException("1048576") : trouble;
            if (refusal != null) {
                callback.onCompletion(null, refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return super.send(record, callback);
        }

        @Override
        public void close(Duration timeout) {
            // The template closes a producer that its factory does not keep.
        }
    }
}
