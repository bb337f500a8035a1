package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads a whole topic, the older records of a partition first, and follows it as it grows. It has no group: every instance
 * reads everything, and nothing is committed. Tombstones are skipped, and so is, with a warning, a record whose consumer
 * throws an exception.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each;
    private final Ends ends;
    private final FollowedPartitions partitions;
    private final Trouble trouble;
    private final AtomicLong read = new AtomicLong();
    private volatile boolean caughtUp;
    private volatile boolean running = true;
    private volatile @Nullable Thread thread;

    /** @param each called with every record that has a value, by one thread at a time */
    public TopicFollower(
            ConsumerFactory<byte[], byte[]> consumers,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        this.topic = topic;
        this.consumer = consumers.createConsumer(null, topic, null);
        this.ends = new Ends(consumer);
        this.partitions = new FollowedPartitions(topic, consumer, ends);
        this.trouble = new Trouble(topic);
        this.each = each;
    }

    /**
     * Reads to the present end of the topic before it returns.
     *
     * @throws KafkaException when the broker does not answer, or the topic does not exist within a minute
     */
    public void catchUp() {
        long deadline = System.nanoTime() + FollowedPartitions.LOOK_FOR_MORE.toNanos();
        partitions.addNew();
        while (partitions.all().isEmpty() && System.nanoTime() < deadline) {
            // A new topic is not known to every broker at once.
            LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
            partitions.addNew();
        }
        while (!caughtUp) {
            try {
                poll();
            } catch (RetriableException e) {
                if (partitions.all().isEmpty()) {
                    throw e;
                }
                trouble.pause(e);
            }
        }
    }

    /** Follows the topic in a new thread, which first catches up if necessary. */
    public void follow() {
        thread = Thread.ofPlatform().name(topic).daemon().start(this::run);
    }

    /** Ends only by {@link #close}. */
    private void run() {
        try (consumer) {
            while (running) {
                try {
                    partitions.addNew();
                    poll();
                } catch (RuntimeException | Error e) {
                    if (running) {
                        trouble.pause(e);
                    }
                }
            }
        }
    }

    private void poll() {
        if (partitions.all().isEmpty()) {
            throw new UnknownTopicOrPartitionException("There is no topic " + topic);
        }
        if (!caughtUp && reachedEnd()) {
            // An empty topic: a poll would wait for its next record.
            return;
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(this::pass);
        read.addAndGet(records.count());
        reachedEnd();
    }

    private boolean reachedEnd() {
        boolean reached = ends.reached(partitions.all());
        if (reached) {
            caughtUp = true;
            trouble.over();
        }
        return reached;
    }

    /** An unexpected record must not end the reading of all others. */
    private void pass(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            each.accept(record);
        } catch (RuntimeException | Error e) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("cause", e.getClass().getName())
                    .log("A record cannot be handled; it is skipped");
        }
    }

    /** Whether everything that existed at the start has been read. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Whether the thread that {@link #follow} started is running. */
    public boolean alive() {
        Thread following = thread;
        return following != null && following.isAlive();
    }

    /**
     * Age of the known state: the time since it asked for an end of the topic that it has reached; before the first one, since
     * its creation. About three seconds normally. Independent of the time of day.
     */
    public Duration behind() {
        return ends.behind();
    }

    /** How much of the records that existed at the start has been read, 0 to 100. */
    public int percent() {
        if (caughtUp) {
            return 100;
        }
        long all = partitions.recordsAtStart();
        return all == 0 ? 0 : (int) Math.min(99, 100 * read.get() / all);
    }

    /** Ends the thread; waits for it for up to two seconds. */
    @Override
    public void close() {
        running = false;
        Thread following = thread;
        if (following == null) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            following.join(POLL.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
