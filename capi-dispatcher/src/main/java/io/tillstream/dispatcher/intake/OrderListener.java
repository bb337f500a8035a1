package io.tillstream.dispatcher.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.dispatch.Dispatcher;
import io.tillstream.dispatcher.dispatch.Gate;
import io.tillstream.dispatcher.dispatch.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Takes orders from Kafka in batches. It throws nothing: the container would repeat the same batch even after its partitions
 * moved to another consumer, and would commit it whatever its outcome.
 */
@Component
class OrderListener {

    private static final Logger log = LoggerFactory.getLogger(OrderListener.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(15);

    private final Gate gate;
    private final Dispatcher dispatcher;
    private final Assignment assignment;
    private final Positions positions;
    private final IntakeSettings settings;
    private final Clock steadyClock;
    private final Counter records;
    private volatile boolean stopping;

    OrderListener(
            Gate gate,
            Dispatcher dispatcher,
            Assignment assignment,
            Positions positions,
            IntakeSettings settings,
            Clock steadyClock,
            MeterRegistry registry) {
        this.gate = gate;
        this.dispatcher = dispatcher;
        this.assignment = assignment;
        this.positions = positions;
        this.settings = settings;
        this.steadyClock = steadyClock;
        this.records = Counter.builder("dispatcher.records.in")
                .description("Records read from Kafka, each time they are read")
                .register(registry);
    }

    /** It starts only on an instance that takes orders: {@link IntakeContainer} says so. */
    @KafkaListener(id = "orders", idIsGroup = false, topics = "#{T(io.tillstream.dispatcher.kafka.TopicNames).ORDERS}")
    void receive(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<?, ?> consumer) {
        Map<TopicPartition, Positions.Stretch> stretches = stretches(batch);
        positions.begin(consumer, stretches);
        positions.took(consumer, stretches, outcome(batch, consumer));
    }

    /** From now on no request is sent; those in flight finish. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    /** Also between the requests of a batch. */
    private boolean mustStop() {
        return stopping || gate.closedFor().isPositive();
    }

    private Outcome outcome(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<?, ?> consumer) {
        try {
            records.increment(batch.size());
            Duration rest = gate.closedFor();
            if (rest.isPositive()) {
                return new Outcome.Deferred(rest);
            }
            assignment.complete(consumer);
            Turn turn = new Turn(consumer, positions, steadyClock, settings.batchTime(), this::mustStop);
            return dispatcher.dispatch(batch.stream().map(OrderListener::origin).toList(), turn);
        } catch (RuntimeException e) {
            ConsumerRecord<byte[], byte[]> first = batch.getFirst();
            log.atError()
                    .setCause(e)
                    .addKeyValue("first", first.topic() + "-" + first.partition() + "@" + first.offset())
                    .addKeyValue("orders", batch.size())
                    .log("An unexpected error stopped a batch. Nothing is lost: it is read again. Report this error");
            return new Outcome.Deferred(AFTER_A_FAULT);
        }
    }

    private static Map<TopicPartition, Positions.Stretch> stretches(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<TopicPartition, Positions.Stretch> stretches = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            stretches.merge(
                    new TopicPartition(record.topic(), record.partition()),
                    new Positions.Stretch(record.offset(), record.offset() + 1),
                    (one, other) -> new Positions.Stretch(
                            Math.min(one.first(), other.first()), Math.max(one.next(), other.next())));
        }
        return stretches;
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
        return new Origin(
                record.topic(), record.partition(), record.offset(), record.key(), record.value(), record.headers());
    }
}
