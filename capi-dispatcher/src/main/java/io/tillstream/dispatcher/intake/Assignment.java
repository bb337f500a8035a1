package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.receipt.Receipts;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/** Partitions come with their receipts, and go with them. */
record Assignment(Receipts receipts, Positions positions) implements ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.forget(partitions);
        receipts.drop(numbers(partitions));
        restore(consumer, partitions);
    }

    /** Reads the receipts of partitions that have none here; to be tried again when Kafka does not answer. */
    void restore(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            // Also on empty assignments: a new partition count affects partitions already held.
            receipts.assign(
                    numbers(partitions),
                    consumer.partitionsFor(OrderListener.TOPIC).size());
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            partitions.forEach(partition -> missing(partition, committed.get(partition)));
        } catch (org.apache.kafka.common.KafkaException | org.springframework.kafka.KafkaException e) {
            log.atWarn()
                    .addKeyValue("partitions", numbers(partitions))
                    .addKeyValue("cause", e.toString())
                    .log("The receipts of partitions cannot be read yet. Their orders wait; it is tried again");
        }
    }

    private void missing(TopicPartition partition, OffsetAndMetadata done) {
        if (done != null && done.offset() > 0 && !receipts.everWritten(partition.partition())) {
            log.atError()
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("orders", done.offset())
                    .log(
                            "The receipts of this partition are gone, though orders of it have been dealt with: the topic"
                                    + " capi.receipts.v1 was deleted or made anew. Orders go on; one that comes a second time"
                                    + " is sent again, and may be at Meta twice. Restore the topic, or find out who deletes"
                                    + " topics");
        }
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        positions.forget(partitions);
        receipts.drop(numbers(partitions));
    }

    private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
