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
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
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
 * The lag of the whole group by partition: in messages, and in seconds since the oldest unhandled message was written. It is
 * computed from the broker's offsets, so that every instance reports the same, even when one is stuck.
 */
@Component
public class Lag implements SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);
    private static final Duration AT_START = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final MessageAge messageAge;
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
        // Has the group's id to read its committed offsets; it never joins the group.
        this.consumer = consumers.createConsumer(group.id(), "lag", null);
        this.messageAge = new MessageAge(consumers, clock);
        this.atRisk = atRisk;
        this.expired = new Expired(registry);
        this.clock = clock;
        this.messages = new TaggedValues(
                MultiGauge.builder("dispatcher.lag.messages")
                        .description("Orders in Kafka that the group has not handled")
                        .register(registry),
                "partition");
        this.age = new TaggedValues(
                MultiGauge.builder("dispatcher.lag.time")
                        .description("Age of the oldest unhandled order; 0 when there is none")
                        .baseUnit("seconds")
                        .register(registry),
                "partition");
        this.measuredAt = clock.instant();
        Gauge.builder("dispatcher.lag.measured.age", this, Lag::measuredSecondsAgo)
                .description("Time since the broker last reported the lag")
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
            // In this order, a committed offset is neither smaller than a beginning nor larger than an end.
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
                // A topic that was deleted and created again is read from its beginning.
                long next = done == null || done.offset() > end ? beginning : Math.max(beginning, done.offset());
                double oldest = next < end ? age(partition, next) : 0;
                String number = Integer.toString(partition.partition());
                messageRows.put(number, (double) (end - next));
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
                    .log("The broker did not report the lag; the last value is kept");
        }
    }

    /** In seconds. A broker that is slow to return the message must not make a backlog look fresh. */
    private double age(TopicPartition partition, long offset) {
        return messageAge
                .seconds(partition, offset)
                .orElseGet(() -> measured.stream()
                        .filter(position -> position.partition() == partition.partition())
                        .mapToDouble(Position::oldestSeconds)
                        .findFirst()
                        .orElse(0));
    }

    private void lookForExpired(
            Map<TopicPartition, Long> beginnings, Map<TopicPartition, OffsetAndMetadata> committed) {
        beginnings.forEach((partition, beginning) -> {
            OffsetAndMetadata done = committed.get(partition);
            // A group without a committed offset has missed nothing.
            expired.look(partition.partition(), done == null ? Long.MAX_VALUE : done.offset(), beginning);
        });
    }

    /** How many orders Kafka deleted before the group handled them, by partition, since this instance started. */
    public Map<Integer, Long> expired() {
        return expired.byPartition();
    }

    /** Looks for expired orders before the consumers start: their first commit would hide the gap. */
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
                    .log("Could not find out whether orders expired while no dispatcher was running");
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

    /** The last measurement; empty before the first one. */
    public List<Position> positions() {
        return measured;
    }

    @Override
    public synchronized void destroy() {
        consumer.close();
        messageAge.close();
    }
}
