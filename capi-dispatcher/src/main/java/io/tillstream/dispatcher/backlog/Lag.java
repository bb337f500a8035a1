package io.tillstream.dispatcher.backlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.tillstream.dispatcher.intake.IntakeGroup;
import io.tillstream.dispatcher.kafka.TaggedValues;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How far the whole group is behind, by partition: in messages, and in seconds since the oldest message that is not
 * dealt with was written. Read from the broker's offsets, so that every instance says the same, a stuck one included.
 */
@Component
public class Lag implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration AT_START = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Consumer<byte[], byte[]> reader;
    private final AtRisk atRisk;
    private final Expired expired;
    private final Clock clock;
    private final TaggedValues messages;
    private final TaggedValues age;
    private volatile List<Position> measured = List.of();
    private volatile Instant measuredAt;
    private volatile boolean started;

    Lag(
            ConsumerFactory<byte[], byte[]> consumers,
            IntakeGroup group,
            AtRisk atRisk,
            Clock clock,
            MeterRegistry registry) {
        // It bears the group's name to read what the group has committed; it never joins the group.
        this.consumer = consumers.createConsumer(group.id(), "lag", null);
        // Of each partition it wants the first message alone.
        Properties little = new Properties();
        little.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
        little.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        this.reader = consumers.createConsumer(null, "lag-age", null, little);
        this.atRisk = atRisk;
        this.expired = new Expired(registry);
        this.clock = clock;
        this.messages = new TaggedValues(
                MultiGauge.builder("dispatcher.lag.messages")
                        .description("Orders in Kafka that the group has not dealt with")
                        .register(registry),
                "partition");
        this.age = new TaggedValues(
                MultiGauge.builder("dispatcher.lag.time")
                        .description("Age of the oldest of them; 0 when there is none")
                        .baseUnit("seconds")
                        .register(registry),
                "partition");
        this.measuredAt = clock.instant();
        Gauge.builder("dispatcher.lag.measured.age", this, Lag::measuredSecondsAgo)
                .description("How long ago the broker last told the lag")
                .baseUnit("seconds")
                .register(registry);
    }

    private double measuredSecondsAgo() {
        return Duration.between(measuredAt, clock.instant()).toMillis() / 1000.0;
    }

    @Scheduled(fixedDelayString = "${dispatcher.intake.lag-interval:5s}")
    synchronized void measure() {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(TopicNames.ORDERS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            // In this order: what is committed is then neither older than a beginning nor newer than an end.
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            lookForExpired(beginnings, committed);
            Map<String, Double> messageRows = new HashMap<>();
            Map<String, Double> ageRows = new HashMap<>();
            List<Position> positions = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long end = ends.getOrDefault(partition, 0L);
                OffsetAndMetadata done = committed.get(partition);
                long beginning = beginnings.getOrDefault(partition, 0L);
                // Of a topic that was made anew, all is yet to be read.
                long next = done == null || done.offset() > end ? beginning : Math.max(beginning, done.offset());
                String number = Integer.toString(partition.partition());
                messageRows.put(number, (double) (end - next));
                double oldest = next < end ? seconds(partition, next) : 0;
                ageRows.put(number, oldest);
                positions.add(new Position(partition.partition(), next, end, oldest));
            }
            messages.show(messageRows);
            age.show(ageRows);
            measured = List.copyOf(positions);
            measuredAt = clock.instant();
            atRisk.measure(positions);
        } catch (KafkaException e) {
            log.atDebug()
                    .addKeyValue("cause", e.toString())
                    .log("The broker did not tell the lag; the last one stands");
        }
    }

    private void lookForExpired(
            Map<TopicPartition, Long> beginnings, Map<TopicPartition, OffsetAndMetadata> committed) {
        beginnings.forEach((partition, beginning) -> {
            OffsetAndMetadata done = committed.get(partition);
            // A group that was never here has missed nothing that it knows of.
            expired.look(partition.partition(), done == null ? Long.MAX_VALUE : done.offset(), beginning);
        });
    }

    /** How many orders Kafka deleted before the group had come to them, by partition, since this instance started. */
    public Map<Integer, Long> expired() {
        return expired.byPartition();
    }

    /** Before the consumers start: their first commit would hide how far the group had come. */
    @Override
    public synchronized void start() {
        started = true;
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(TopicNames.ORDERS, AT_START).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, AT_START);
            lookForExpired(beginnings, consumer.committed(Set.copyOf(partitions), AT_START));
        } catch (KafkaException e) {
            log.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log("Whether orders expired while no dispatcher ran could not be found out");
        }
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Before the containers of listeners start. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** As it was last measured; empty before the first time. */
    public List<Position> positions() {
        return measured;
    }

    private double last(int partition) {
        return measured.stream()
                .filter(position -> position.partition() == partition)
                .mapToDouble(Position::oldestSeconds)
                .findFirst()
                .orElse(0);
    }

    /** Seconds since the message at an offset was written. */
    private double seconds(TopicPartition partition, long offset) {
        reader.assign(List.of(partition));
        reader.seek(partition, offset);
        long now = clock.millis();
        return reader.poll(READ).records(partition).stream()
                .mapToDouble(each -> Math.max(0, now - each.timestamp()) / 1000.0)
                .findFirst()
                // A broker that is slow to give it must not make a backlog look fresh.
                .orElseGet(() -> last(partition.partition()));
    }

    @Override
    public synchronized void destroy() {
        consumer.close();
        reader.close();
    }
}
