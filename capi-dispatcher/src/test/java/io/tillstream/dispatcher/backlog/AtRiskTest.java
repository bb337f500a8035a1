package io.tillstream.dispatcher.backlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.intake.OwnConsumersFor;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import tools.jackson.databind.json.JsonMapper;

class AtRiskTest {

    private static final Duration HELD = Duration.ofMinutes(5);

    private final List<String> topic = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OwnConsumersFor own = new OwnConsumersFor();
    private long now;
    private int readings;
    private final DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(Map.of()) {
        @Override
        public Consumer<byte[], byte[]> createConsumer(String group, String prefix, String suffix) {
            readings++;
            return filled();
        }
    };
    private final AtRisk atRisk =
            new AtRisk(own, new WaitingMoney(consumers, JsonMapper.shared(), () -> now), registry);

    AtRiskTest() {
        topic.add("{\"currency\":\"SGD\",\"total\":\"11.00\"}");
        // What is only expected of a trial is not at risk.
        topic.add("{\"currency\":\"SGD\",\"total\":\"0.50\",\"event\":\"StartTrial\",\"expectedValue\":\"19.00\"}");
        topic.add("no order");
    }

    @Test
    void the_instance_with_the_lowest_partition_reads_and_reports_the_money_at_most_once_a_minute() {
        own.partitions = Set.of(0, 3);

        atRisk.measure(held());
        atRisk.measure(held());
        atRisk.money();

        assertThat(amount()).isEqualTo(11.5);
        assertThat(readings).isEqualTo(1);
        now += Duration.ofSeconds(60).toNanos();
        atRisk.measure(held());
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void the_others_know_how_many_and_read_no_money_until_a_page_asks() {
        own.partitions = Set.of(1, 2);

        atRisk.measure(held());

        assertThat(registry.get("dispatcher.at.risk.orders").gauge().value()).isEqualTo(3);
        assertThat(registry.find("dispatcher.at.risk.amount").gauge()).isNull();
        assertThat(readings).isZero();

        assertThat(atRisk.money()).containsExactly(Map.entry("SGD", new BigDecimal("11.50")));
        assertThat(atRisk.money()).hasSize(1);
        assertThat(readings).isEqualTo(1);
        assertThat(registry.find("dispatcher.at.risk.amount").gauge()).isNull();
    }

    @Test
    void an_instance_that_loses_the_lowest_partition_stops_reporting_the_money() {
        own.partitions = Set.of(0);
        atRisk.measure(held());
        assertThat(amount()).isEqualTo(11.5);

        own.partitions = Set.of(4);
        atRisk.measure(held());

        assertThat(registry.find("dispatcher.at.risk.amount").gauge()).isNull();
    }

    @Test
    void when_no_order_waits_nothing_is_at_risk_and_the_next_backlog_is_read_at_once() {
        own.partitions = Set.of(0);
        atRisk.measure(held());

        atRisk.measure(List.of(new Position(0, 3, 3, 0)));
        assertThat(atRisk.money()).isEmpty();
        assertThat(atRisk.orders()).isZero();
        assertThat(registry.find("dispatcher.at.risk.amount").gauge()).isNull();

        topic.add("{\"currency\":\"JPY\",\"total\":\"500\"}");
        atRisk.measure(held());
        assertThat(atRisk.money()).containsOnlyKeys("SGD", "JPY");
        assertThat(readings).isEqualTo(2);
    }

    private double amount() {
        return registry.get("dispatcher.at.risk.amount")
                .tag("currency", "SGD")
                .gauge()
                .value();
    }

    private List<Position> held() {
        return List.of(new Position(1, 7, 7, 0), new Position(0, 0, topic.size(), HELD.toSeconds()));
    }

    private MockConsumer<byte[], byte[]> filled() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(TopicNames.ORDERS, 0);
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        beginnings.put(partition, 0L);
        consumer.updateBeginningOffsets(beginnings);
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < topic.size(); offset++) {
                consumer.addRecord(new ConsumerRecord<>(
                        TopicNames.ORDERS,
                        0,
                        offset,
                        new byte[0],
                        topic.get(offset).getBytes(UTF_8)));
            }
        });
        return consumer;
    }
}
