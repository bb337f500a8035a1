package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/** Reads the receipts of partitions when they are assigned, and drops them when they are revoked. */
@Component
class Assignment implements ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Receipts receipts;
    private final Positions positions;

    /** Which consumer of this instance has a partition. The one that lost it may learn so after another one got it. */
    private final Map<TopicPartition, Consumer<?, ?>> holders = new ConcurrentHashMap<>();

    private final Map<Consumer<?, ?>, Instant> nextTry = new ConcurrentHashMap<>();
    private final Clock steadyClock;

    Assignment(Receipts receipts, Positions positions, Clock steadyClock) {
        this.receipts = receipts;
        this.positions = positions;
        this.steadyClock = steadyClock;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.forget(consumer, partitions);
        partitions.forEach(partition -> holders.put(partition, consumer));
        receipts.drop(numbers(partitions));
        restore(consumer, partitions);
    }

    /** Reads receipts that could not be read when their partitions were assigned. Called repeatedly. */
    void complete(Consumer<?, ?> consumer) {
        List<TopicPartition> unknown = consumer.assignment().stream()
                .filter(partition -> !receipts.known(partition.partition()))
                .toList();
        Instant now = steadyClock.instant();
        if (!unknown.isEmpty() && !now.isBefore(nextTry.getOrDefault(consumer, now))) {
            nextTry.put(consumer, now.plus(TRY_AGAIN));
            restore(consumer, unknown);
        }
    }

    private void restore(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            // Also on empty assignments: a new partition count affects partitions already held.
            receipts.assign(
                    numbers(partitions),
                    consumer.partitionsFor(TopicNames.ORDERS).size());
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            partitions.stream()
                    .filter(partition -> receipts.known(partition.partition()))
                    .forEach(partition -> missing(partition, committed.get(partition)));
        } catch (org.apache.kafka.common.KafkaException | org.springframework.kafka.KafkaException e) {
            log.atWarn()
                    .addKeyValue("partitions", numbers(partitions))
                    .addKeyValue("cause", e.toString())
                    .log("The receipts of partitions cannot be read yet. Their orders wait; retrying");
        }
    }

    private void missing(TopicPartition partition, @Nullable OffsetAndMetadata done) {
        if (done != null && done.offset() > 0 && !receipts.everWritten(partition.partition())) {
            log.atError()
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("orders", done.offset())
                    .log("The receipts of this partition are gone, though orders of it were handled: the topic"
                            + " capi.receipts.v1 was deleted or created again. Orders go on; one that comes a second time"
                            + " is sent again, and may be at Meta twice. Restore the topic, or find out who deletes"
                            + " topics");
        }
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(consumer, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(consumer, partitions);
    }

    private void forget(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.forget(consumer, partitions);
        receipts.drop(numbers(partitions.stream()
                .filter(partition -> holders.remove(partition, consumer))
                .toList()));
    }

    private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
