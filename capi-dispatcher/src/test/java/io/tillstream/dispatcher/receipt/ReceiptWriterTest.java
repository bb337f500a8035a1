package io.tillstream.dispatcher.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.kafka.Offsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;
import tools.jackson.databind.json.JsonMapper;

class ReceiptWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final Set<Integer> tooLarge = new TreeSet<>();
    private final List<ProducerRecord<String, byte[]>> tried = new ArrayList<>();
    private boolean away;
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                    tried.add(record);
                    sendException = away
                            ? new TimeoutException("no metadata")
                            : tooLarge.contains(record.partition()) ? new RecordTooLargeException("refused") : null;
                    return sendException == null ? super.send(record) : CompletableFuture.failedFuture(sendException);
                }

                /** The template closes it after each use. */
                @Override
                public void close(Duration timeout) {}
            };
    private final ReceiptWriter writer = new ReceiptWriter(
            new KafkaTemplate<>(new MockProducerFactory<>(() -> kafka)),
            JsonMapper.builder().build(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new SimpleMeterRegistry());

    @Test
    void what_kafka_refuses_is_owed_until_it_takes_it() {
        tooLarge.add(3);
        writer.write(List.of(accepted(3, "a"), accepted(4, "b")));

        assertThat(writer.owes(3)).isTrue();
        assertThat(writer.owes(4)).isFalse();
        writer.writeOwed();
        assertThat(writer.owed(3)).extracting(Receipt::id).containsExactly("a");

        tooLarge.clear();
        writer.writeOwed();
        assertThat(writer.owes()).isFalse();
        assertThat(written()).containsExactly("b", "a");
    }

    @Test
    void nothing_is_announced_of_a_partition_that_owes_receipts_or_cannot_be_written_to() {
        tooLarge.add(3);
        writer.write(List.of(accepted(3, "a")));
        tooLarge.clear();
        tooLarge.add(5);

        assertThat(writer.announce(Map.of(3, Offsets.of(1), 4, Offsets.of(7, 8), 5, Offsets.of(2))))
                .containsExactlyInAnyOrder(3, 5);
        assertThat(kafka.history()).hasSize(1);
        assertThat(new String(kafka.history().getFirst().value())).contains("IN_FLIGHT", "7-8");
    }

    @Test
    void an_unavailable_broker_is_tried_once_and_not_a_thousand_times() {
        away = true;
        writer.write(IntStream.range(0, 1000)
                .mapToObj(each -> accepted(each % 12, "id-" + each))
                .toList());

        assertThat(tried).hasSize(1);
        assertThat(IntStream.range(0, 12).allMatch(writer::owes)).isTrue();
    }

    @Test
    void a_receipt_that_is_written_late_does_not_replace_an_acceptance() {
        writer.write(List.of(
                accepted(1, "a"),
                Receipt.deadLettered(1, "a", "in_doubt", null, null, NOW),
                Receipt.suppressed(1, "a", "no_consent", null, NOW),
                Receipt.replayed(1, "a", NOW)));

        assertThat(written()).containsExactly("a", "a#dead_lettered", "a#suppressed", "a#replayed");
        assertThat(kafka.history())
                .extracting(record -> ReceiptKey.id(record.key().getBytes()))
                .containsExactly("a", "a", "a", "a#replayed");
    }

    @Test
    void a_receipt_from_a_clock_that_was_ahead_is_written_with_the_present_time() {
        writer.write(List.of(Receipt.accepted(1, "a", "F", null, List.of(), NOW.plusSeconds(7200))));

        assertThat(kafka.history().getFirst().timestamp()).isEqualTo(NOW.toEpochMilli());
    }

    private List<String> written() {
        return kafka.history().stream().map(ProducerRecord::key).toList();
    }

    private static Receipt accepted(int partition, String id) {
        return Receipt.accepted(partition, id, "F", null, List.of(), NOW);
    }
}
