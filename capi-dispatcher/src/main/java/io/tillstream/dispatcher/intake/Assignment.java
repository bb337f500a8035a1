package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.receipt.Receipts;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/** Partitions come with their receipts, and go with them. */
record Assignment(Receipts receipts) implements ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // Even when none came: that the topic has more partitions now concerns those that were here before.
        receipts.restore(
                numbers(partitions), consumer.partitionsFor(OrderListener.TOPIC).size());
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata done = committed.get(partition);
            if (done != null && done.offset() > 0 && !receipts.everWritten(partition.partition())) {
                log.atError()
                        .addKeyValue("partition", partition.partition())
                        .addKeyValue("orders", done.offset())
                        .log(
                                "The receipts of this partition are gone, though orders of it have been dealt with: the topic"
                                        + " capi.receipts.v1 was deleted or made anew. Orders go on; one that comes a second time"
                                        + " is sent again, and Meta deduplicates it for 48 hours. Restore the topic, or find out"
                                        + " who deletes topics");
            }
        }
    }

    /** Called after the last commit; receipts that Kafka has not taken yet have this one chance more. */
    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            receipts.writeOutstanding();
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("Receipts could not be written before partitions went");
        }
        receipts.drop(numbers(partitions));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        receipts.drop(numbers(partitions));
    }

    private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
