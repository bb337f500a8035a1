package io.tillstream.dispatcher.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How far the whole group is behind, by partition: in messages, and in seconds since the oldest message that is not
 * dealt with was written. Read from the broker's offsets, so that every instance says the same, a stuck one included.
 */
@Component
class Lag implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);
    private static final Duration READ = Duration.ofSeconds(2);

    private final Consumer<String, byte[]> consumer;
    private final Clock clock;
    private final MultiGauge messages;
    private final MultiGauge age;

    Lag(ConsumerFactory<String, byte[]> consumers, IntakeSettings settings, Clock clock, MeterRegistry registry) {
        // It bears the group's name to read what the group has committed; it never joins the group.
        this.consumer = consumers.createConsumer(settings.groupId(), "lag", null);
        this.clock = clock;
        this.messages = MultiGauge.builder("dispatcher.lag.messages")
                .description("Orders in Kafka that the group has not dealt with")
                .register(registry);
        this.age = MultiGauge.builder("dispatcher.lag.time")
                .description("Age of the oldest of them; 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelayString = "${dispatcher.intake.lag-interval:5s}")
    synchronized void measure() {
        try {
            List<Behind> all = consumer.partitionsFor(OrderListener.TOPIC).stream()
                    .map(info -> behind(new TopicPartition(info.topic(), info.partition())))
                    .toList();
            messages.register(
                    all.stream()
                            .map(each -> MultiGauge.Row.of(each.tags(), each.messages()))
                            .collect(Collectors.toList()),
                    true);
            age.register(
                    all.stream()
                            .map(each ->
                                    MultiGauge.Row.of(each.tags(), each.age().toMillis() / 1000.0))
                            .collect(Collectors.toList()),
                    true);
        } catch (KafkaException e) {
            log.atDebug()
                    .addKeyValue("cause", e.toString())
                    .log("The broker did not tell the lag; the last one stands");
        }
    }

    private Behind behind(TopicPartition partition) {
        long end = offset(consumer.endOffsets(Set.of(partition)));
        long beginning = offset(consumer.beginningOffsets(Set.of(partition)));
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        long next = committed == null ? beginning : Math.max(beginning, committed.offset());
        return new Behind(partition.partition(), end - next, next < end ? age(partition, next) : Duration.ZERO);
    }

    private static long offset(Map<TopicPartition, Long> one) {
        return one.values().iterator().next();
    }

    /** How long ago the message at an offset was written. */
    private Duration age(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long now = clock.millis();
        return consumer.poll(READ).records(partition).stream()
                .findFirst()
                .map(first -> Duration.ofMillis(Math.max(0, now - first.timestamp())))
                .orElse(Duration.ZERO);
    }

    @Override
    public synchronized void destroy() {
        consumer.close();
    }

    private record Behind(int partition, long messages, Duration age) {

        Tags tags() {
            return Tags.of("partition", Integer.toString(partition));
        }
    }
}
