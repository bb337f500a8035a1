package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.dispatch.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The positions in each partition. The committed offset stays at the first waiting order, while reading continues behind it.
 * When it is time to retry, reading goes back there, and the receipts tell which orders are done. An instance that takes over
 * the partition begins at the committed offset, and so loses no order.
 */
@Component
class Positions {

    private static final Logger log = LoggerFactory.getLogger(Positions.class);
    private static final Duration COMMIT = Duration.ofSeconds(10);

    private final Clock steadyClock;
    /** By consumer: one that lost a partition may learn so after another one of the same instance got it. */
    private final Map<Consumer<?, ?>, Map<TopicPartition, Progress>> positions = new ConcurrentHashMap<>();

    Positions(Clock steadyClock) {
        this.steadyClock = steadyClock;
    }

    /** Notes the outcome of a batch, and commits what is settled. */
    void took(Consumer<?, ?> consumer, Map<TopicPartition, Stretch> batch, Outcome outcome) {
        switch (outcome) {
            case Outcome.Settled settled ->
                batch.forEach((partition, stretch) -> looked(consumer, partition, stretch, null));
            case Outcome.Partly partly ->
                batch.forEach((partition, stretch) ->
                        looked(consumer, partition, stretch, partly.waiting().get(partition.partition())));
            case Outcome.Deferred deferred ->
                batch.forEach((partition, stretch) -> pause(consumer, partition, stretch, deferred));
        }
        commit(consumer);
    }

    /**
     * A part of a partition.
     *
     * @param first offset of its first message
     * @param next  offset behind its last message
     */
    record Stretch(long first, long next) {}

    private void looked(
            Consumer<?, ?> consumer, TopicPartition partition, Stretch stretch, Outcome.@Nullable Waiting waiting) {
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        progress(consumer, partition, stretch)
                .looked(stretch, waiting, steadyClock.instant())
                .ifPresent(from -> consumer.seek(partition, from));
    }

    /** Nothing of the batch was handled: it is read again after the pause. */
    private void pause(Consumer<?, ?> consumer, TopicPartition partition, Stretch stretch, Outcome.Deferred deferred) {
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        Progress progress = progress(consumer, partition, stretch);
        consumer.seek(partition, progress.reading());
        consumer.pause(List.of(partition));
        progress.pause(steadyClock.instant().plus(deferred.pause()));
    }

    private Map<TopicPartition, Progress> of(Consumer<?, ?> consumer) {
        return positions.computeIfAbsent(consumer, each -> new HashMap<>());
    }

    private Progress progress(Consumer<?, ?> consumer, TopicPartition partition, Stretch stretch) {
        return of(consumer).computeIfAbsent(partition, each -> new Progress(stretch.first()));
    }

    /** Goes back to orders whose retry is due. Called between polls, by the consumer's thread. */
    void due(Consumer<?, ?> consumer) {
        Instant now = steadyClock.instant();
        for (TopicPartition partition : consumer.assignment()) {
            Progress progress = of(consumer).get(partition);
            if (progress == null) {
                continue;
            }
            if (progress.resumes(now)) {
                consumer.resume(List.of(partition));
            }
            progress.goesBack(now).ifPresent(from -> consumer.seek(partition, from));
        }
        commit(consumer);
    }

    /**
     * Commits what is settled.
     *
     * @return whether the broker confirms that the partitions are assigned to this consumer
     */
    boolean commit(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = settled(consumer, progress -> !progress.committed());
        return offsets.isEmpty() || commit(consumer, offsets);
    }

    /** Whether the partitions are still this consumer's: commits what is settled again, which the broker refuses otherwise. */
    boolean stillOurs(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = settled(consumer, progress -> true);
        return !offsets.isEmpty() && commit(consumer, offsets);
    }

    private Map<TopicPartition, OffsetAndMetadata> settled(Consumer<?, ?> consumer, Predicate<Progress> which) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            Progress progress = of(consumer).get(partition);
            if (progress != null && which.test(progress)) {
                offsets.put(partition, new OffsetAndMetadata(progress.done()));
            }
        }
        return offsets;
    }

    private boolean commit(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, COMMIT);
        } catch (KafkaException e) {
            // The next commit repeats it, unless the partitions are assigned to another consumer now.
            log.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log("Offsets were not committed; their orders have receipts");
            return false;
        }
        offsets.forEach((partition, offset) -> {
            Progress progress = of(consumer).get(partition);
            if (progress != null) {
                progress.committed(offset.offset());
            }
        });
        return true;
    }

    /** Sets the position of partitions without one to where the batch begins in them. */
    void begin(Consumer<?, ?> consumer, Map<TopicPartition, Stretch> batch) {
        batch.forEach((partition, stretch) -> progress(consumer, partition, stretch));
    }

    /** Forgets the positions of partitions that were assigned or revoked. */
    void forget(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        of(consumer).keySet().removeAll(Set.copyOf(partitions));
    }
}
