package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** A topic with one partition and without a broker; the consumer is Kafka's mock. */
final class FollowedTopic {

    static final String NAME = "followed";
    private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

    /** While true, polls return nothing and the end is unknown, as when a broker is unavailable. */
    volatile boolean away;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            if (away) {
                throw new TimeoutException("no answer");
            }
            return super.endOffsets(partitions, timeout);
        }
    };
    private final DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(Map.of()) {
        @Override
        public Consumer<byte[], byte[]> createConsumer(String group, String prefix, String suffix) {
            return consumer;
        }
    };
    private final AtomicLong end = new AtomicLong();

    FollowedTopic() {
        consumer.updatePartitions(NAME, List.of(new PartitionInfo(NAME, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    }

    TopicFollower follower(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        return new TopicFollower(consumers, NAME, each);
    }

    Following following(Duration longest) {
        return new Following(consumers, NAME, record -> {}, longest, "Orders wait");
    }

    /** Writes once the follower reads. */
    void write(String value) {
        consumer.schedulePollTask(() -> {
            consumer.updateEndOffsets(Map.of(PARTITION, end.get() + 1));
            consumer.addRecord(new ConsumerRecord<>(NAME, 0, end.getAndIncrement(), new byte[0], value.getBytes()));
        });
    }

    /** Makes the next poll fail, after those that are scheduled already. */
    void fail(RuntimeException failure) {
        consumer.schedulePollTask(() -> {
            throw failure;
        });
    }

    void fail(Error failure) {
        consumer.schedulePollTask(() -> {
            throw failure;
        });
    }
}
