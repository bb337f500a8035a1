package io.tillstream.dispatcher.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;

/** A consumer of the simulated log: either a reader of some partitions, or a member of the group. */
final class SimulatedConsumer {

    private static final Node LEADER = new Node(1, "simulated", 9092);

    private final World world;
    private final Member member;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new java.util.HashSet<>();

    private SimulatedConsumer(World world, Member member) {
        this.world = world;
        this.member = member;
    }

    /** @param member null for a reader */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(World world, Member member) {
        SimulatedConsumer consumer = new SimulatedConsumer(world, member);
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                SimulatedConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> method.getName().equals("equals")
                        ? proxy == arguments[0]
                        : consumer.call(method, arguments == null ? new Object[0] : arguments));
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "assign" -> {
                Collection<TopicPartition> partitions = (Collection<TopicPartition>) arguments[0];
                positions.keySet().retainAll(partitions);
                partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
                yield null;
            }
            case "assignment" -> new LinkedHashSet<>(positions.keySet());
            case "seek" -> {
                TopicPartition partition = (TopicPartition) arguments[0];
                if (!positions.containsKey(partition)) {
                    throw new IllegalStateException("No current assignment for partition " + partition);
                }
                positions.put(
                        partition,
                        arguments[1] instanceof OffsetAndMetadata offset ? offset.offset() : (Long) arguments[1]);
                yield null;
            }
            case "seekToBeginning" -> {
                ((Collection<TopicPartition>) arguments[0]).forEach(partition -> positions.put(partition, 0L));
                yield null;
            }
            case "position" -> positions.get((TopicPartition) arguments[0]);
            case "endOffsets" -> {
                restoreMayFail();
                if (((Collection<TopicPartition>) arguments[0]).stream().anyMatch(this::withoutLeader)) {
                    throw new org.apache.kafka.common.errors.TimeoutException("simulated: no leader");
                }
                Map<TopicPartition, Long> ends = new HashMap<>();
                ((Collection<TopicPartition>) arguments[0])
                        .forEach(partition -> ends.put(partition, world.log().end(partition)));
                yield ends;
            }
            case "beginningOffsets" -> {
                Map<TopicPartition, Long> beginnings = new HashMap<>();
                ((Collection<TopicPartition>) arguments[0]).forEach(partition -> beginnings.put(partition, 0L));
                yield beginnings;
            }
            case "partitionsFor" ->
                IntStream.range(0, world.log().partitions((String) arguments[0]))
                        .mapToObj(number -> new TopicPartition((String) arguments[0], number))
                        .map(each -> new PartitionInfo(
                                each.topic(), each.partition(), withoutLeader(each) ? null : LEADER, null, null))
                        .toList();
            case "committed" -> {
                Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
                ((Set<TopicPartition>) arguments[0])
                        .forEach(partition -> committed.put(
                                partition, new OffsetAndMetadata(world.group().committed(partition.partition()))));
                yield committed;
            }
            case "commitSync" -> {
                Map<Integer, Long> offsets = new TreeMap<>();
                ((Map<TopicPartition, OffsetAndMetadata>) arguments[0])
                        .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
                member.commit(offsets);
                yield null;
            }
            case "pause" -> {
                Collection<TopicPartition> partitions = (Collection<TopicPartition>) arguments[0];
                if (!positions.keySet().containsAll(partitions)) {
                    throw new IllegalStateException("No current assignment for some of " + partitions);
                }
                paused.addAll(partitions);
                yield null;
            }
            case "resume" -> paused.removeAll((Collection<TopicPartition>) arguments[0]);
            case "paused" -> Set.copyOf(paused);
            case "poll" -> poll((Duration) arguments[0], 500);
            case "close", "wakeup" -> null;
            case "hashCode" -> System.identityHashCode(this);
            case "toString" -> "simulated consumer";
            // Methods of the simulation.
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private boolean withoutLeader(TopicPartition partition) {
        return partition.topic().equals("capi.receipts.v1")
                && world.schedule().at(world.clock().elapsed()).stream()
                        .anyMatch(fault -> fault.kind() == Fault.Kind.ONE_PARTITION_REFUSED
                                && fault.target() == partition.partition());
    }

    private void restoreMayFail() {
        if (member == null
                && world.schedule().has(Fault.Kind.RESTORE_FAILS, world.clock().elapsed())) {
            throw new org.apache.kafka.common.errors.TimeoutException("simulated: the broker does not answer");
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration most, int records) {
        if (member != null
                && world.schedule().has(Fault.Kind.FETCH_FAILS, world.clock().elapsed())) {
            world.clock().pass(most.toMillis());
            if (world.random().nextInt(4) == 0) {
                throw new KafkaException(new DisconnectException("simulated"));
            }
            return ConsumerRecords.empty();
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        int left = member == null ? records : 5 + world.random().nextInt(60);
        for (TopicPartition partition : List.copyOf(positions.keySet())) {
            if (paused.contains(partition) || left <= 0) {
                continue;
            }
            List<ConsumerRecord<byte[], byte[]>> read = world.log().read(partition, positions.get(partition), left);
            if (!read.isEmpty()) {
                found.put(partition, new ArrayList<>(read));
                positions.put(partition, read.getLast().offset() + 1);
                next.put(partition, new OffsetAndMetadata(read.getLast().offset() + 1));
                left -= read.size();
            }
        }
        return new ConsumerRecords<>(found, next);
    }

    /** Partitions that are assigned to a member. It continues at the committed offset. */
    static void assigned(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Group group) {
        Set<TopicPartition> all = new TreeSet<>(PARTITIONS);
        all.addAll(consumer.assignment());
        all.addAll(partitions);
        consumer.assign(all);
        partitions.forEach(partition -> consumer.seek(partition, group.committed(partition.partition())));
    }

    static void gone(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Set<TopicPartition> left = new TreeSet<>(PARTITIONS);
        left.addAll(consumer.assignment());
        left.removeAll(partitions);
        consumer.assign(left);
        consumer.resume(partitions);
    }

    private static final java.util.Comparator<TopicPartition> PARTITIONS =
            java.util.Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);
}
