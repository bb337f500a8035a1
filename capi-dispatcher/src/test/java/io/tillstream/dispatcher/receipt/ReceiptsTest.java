package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.operator.Actions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;
import tools.jackson.databind.json.JsonMapper;

class ReceiptsTest {

    private static final Node BROKER = new Node(1, "broker", 9092);
    private static final int LEADERLESS = 5;
    private static final int PARTITIONS = 12;

    private boolean led;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ReceiptSettings settings = new ReceiptSettings(Duration.ofDays(15));
    private final ReceiptLog receiptLog = new ReceiptLog(
            new DefaultKafkaConsumerFactory<>(Map.of()) {
                @Override
                public Consumer<byte[], byte[]> createConsumer(String group, String prefix, String suffix) {
                    return topic();
                }
            },
            new KafkaAdmin(Map.of()),
            json);
    private final Receipts receipts = new Receipts(
            receiptLog,
            new ReceiptWriter(
                    new KafkaTemplate<>(new MockProducerFactory<>(MockProducer::new)),
                    json,
                    Clock.systemUTC(),
                    new SimpleMeterRegistry()),
            new Partitioning(mock(Actions.class), settings, receiptLog, Clock.systemUTC()),
            settings,
            new SimpleMeterRegistry());

    @Test
    void a_partition_of_receipts_without_a_leader_holds_only_its_own_orders() {
        receipts.assign(List.of(4, LEADERLESS, 6), PARTITIONS);

        assertThat(receipts.known(4)).isTrue();
        assertThat(receipts.known(6)).isTrue();
        assertThat(receipts.known(LEADERLESS)).isFalse();
        assertThat(receipts.unseen(4, "accepted-in-4")).isFalse();
        assertThat(receipts.unseen(6, "accepted-in-4")).isTrue();

        led = true;
        receipts.assign(List.of(LEADERLESS), PARTITIONS);

        assertThat(receipts.known(LEADERLESS)).isTrue();
        assertThat(receipts.unseen(LEADERLESS, "accepted-in-5")).isFalse();
    }

    /** A receipt in each partition. */
    private Consumer<byte[], byte[]> topic() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(
                    Collection<TopicPartition> partitions, Duration timeout) {
                if (!led && partitions.contains(partition(LEADERLESS))) {
                    throw new TimeoutException("no leader");
                }
                return super.endOffsets(partitions, timeout);
            }
        };
        List<TopicPartition> all =
                IntStream.range(0, PARTITIONS).mapToObj(ReceiptsTest::partition).toList();
        consumer.updatePartitions(
                TopicNames.RECEIPTS,
                all.stream()
                        .map(each -> new PartitionInfo(
                                TopicNames.RECEIPTS,
                                each.partition(),
                                led || each.partition() != LEADERLESS ? BROKER : null,
                                null,
                                null))
                        .toList());
        for (TopicPartition each : all) {
            consumer.updateBeginningOffsets(Map.of(each, 0L));
            consumer.updateEndOffsets(Map.of(each, 1L));
        }
        consumer.schedulePollTask(() -> consumer.assignment()
                .forEach(each -> consumer.addRecord(new ConsumerRecord<>(
                        TopicNames.RECEIPTS,
                        each.partition(),
                        0,
                        ("accepted-in-" + each.partition()).getBytes(UTF_8),
                        "{\"status\":\"ACCEPTED\"}".getBytes(UTF_8)))));
        return consumer;
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(TopicNames.RECEIPTS, number);
    }
}
