package io.tillstream.dispatcher.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A thread of spring-kafka's listener container: polls, passes the batch to the listener, commits what it acknowledged. After
 * an exception it does what the container's batch error handler does: it polls without taking records, calls the listener
 * with the same batch again, ignores a nack, and commits the batch when the listener returns.
 */
final class Member {

    private final World world;
    private final Instance instance;
    private final Consumer<byte[], byte[]> consumer;
    private boolean busy;
    private long polled;
    private long sleepsUntil;
    private List<ConsumerRecord<byte[], byte[]>> retried = List.of();

    Member(World world, Instance instance) {
        this.world = world;
        this.instance = instance;
        this.consumer = SimulatedConsumer.of(world, this);
    }

    Instance instance() {
        return instance;
    }

    boolean busy() {
        return busy;
    }

    long polled() {
        return polled;
    }

    @Override
    public String toString() {
        return instance + " (at "
                + consumer.assignment().stream()
                        .map(each -> each.partition() + "@" + consumer.position(each))
                        .sorted()
                        .toList()
                + ", paused "
                + consumer.paused() + ")";
    }

    void commit(Map<Integer, Long> offsets) {
        long now = world.clock().elapsed();
        world.hopSometimes(instance);
        if (!world.group().has(this)) {
            throw new CommitFailedException("simulated: not a member any more");
        }
        if (world.schedule().has(Fault.Kind.COMMIT_FAILS, now)) {
            if (world.random().nextBoolean()) {
                world.group().commit(offsets);
            }
            throw new TimeoutException("simulated: no answer to a commit");
        }
        world.group().commit(offsets);
    }

    /** One iteration of the container's loop. */
    void step() {
        busy = true;
        try {
            rebalances();
            if (!retried.isEmpty()) {
                retry();
            } else if (world.clock().elapsed() >= sleepsUntil) {
                poll();
            }
        } catch (KafkaException e) {
            // The container logs it and continues to poll.
            world.note(instance + " met " + e.getMessage());
        } finally {
            busy = false;
        }
    }

    private void rebalances() {
        polled = world.clock().elapsed();
        Group group = world.group();
        if (!group.has(this)) {
            Set<TopicPartition> lost = consumer.assignment();
            instance.lost(consumer, lost);
            SimulatedConsumer.gone(consumer, lost);
            group.join(this);
        }
        Set<Integer> revoked = group.toRevoke(this);
        if (!revoked.isEmpty()) {
            Collection<TopicPartition> partitions = partitions(revoked);
            world.lost(instance, revoked);
            instance.revoked(consumer, partitions);
            SimulatedConsumer.gone(consumer, partitions);
            group.revoked(revoked);
        }
        Set<Integer> assigned = group.assign(this);
        if (!assigned.isEmpty()) {
            SimulatedConsumer.assigned(consumer, partitions(assigned), group);
            instance.assigned(consumer, partitions(assigned));
        }
    }

    private static Collection<TopicPartition> partitions(Collection<Integer> numbers) {
        return numbers.stream()
                .map(number -> new TopicPartition(Group.TOPIC, number))
                .toList();
    }

    private void poll() {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        consumer.poll(java.time.Duration.ofMillis(200)).forEach(batch::add);
        if (batch.isEmpty()) {
            instance.idle(consumer);
            return;
        }
        Container container = new Container();
        try {
            instance.receive(batch, container, consumer);
        } catch (RuntimeException e) {
            world.note(instance + " threw " + e);
            retried = batch;
            return;
        }
        if (container.nacked != null) {
            batch.stream()
                    .map(record -> new TopicPartition(record.topic(), record.partition()))
                    .distinct()
                    .filter(partition -> consumer.assignment().contains(partition))
                    .forEach(partition -> consumer.seek(
                            partition,
                            batch.stream()
                                    .filter(record -> record.partition() == partition.partition())
                                    .mapToLong(ConsumerRecord::offset)
                                    .min()
                                    .orElseThrow()));
            sleepsUntil = world.clock().elapsed() + container.nacked.toMillis();
        } else if (container.acknowledged) {
            commit(highest(batch));
        }
    }

    private void retry() {
        List<ConsumerRecord<byte[], byte[]>> batch = retried;
        try {
            instance.receive(batch, new Container(), consumer);
        } catch (RuntimeException e) {
            world.note(instance + " threw again " + e);
            return;
        }
        retried = List.of();
        commit(highest(batch));
    }

    private static Map<Integer, Long> highest(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Integer, Long> offsets = new TreeMap<>();
        batch.forEach(record -> offsets.merge(record.partition(), record.offset() + 1, Math::max));
        return offsets;
    }

    /** What the listener did with the acknowledgment. */
    static final class Container implements org.springframework.kafka.support.Acknowledgment {

        private boolean acknowledged;
        private java.time.Duration nacked;

        @Override
        public void acknowledge() {
            acknowledged = true;
        }

        @Override
        public void nack(int index, java.time.Duration sleep) {
            nacked = sleep;
        }
    }
}
