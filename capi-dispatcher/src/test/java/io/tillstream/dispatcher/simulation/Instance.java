package io.tillstream.dispatcher.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.tillstream.dispatcher.capi.MetaDoor;
import io.tillstream.dispatcher.withdrawal.FollowedWithdrawals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;
import tools.jackson.databind.json.JsonMapper;

/** A dispatcher until it stops or is killed: the real classes of the path with the simulated log, clock and Meta. */
final class Instance {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world;
    private final String name;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Member> members = new ArrayList<>();
    private final Object listener;
    private final ConsumerAwareRebalanceListener assignment;
    private final Object actions;
    private final FollowedWithdrawals withdrawals;
    private final Object positions;
    private final Object receiptWriter;
    private final Map<String, Long> followed = new TreeMap<>();
    private boolean dead;
    private long frozenUntil;

    Instance(World world, String name) {
        this.world = world;
        this.name = name;
        Map<String, String> settings = new TreeMap<>(Map.of(
                "dispatcher.intake.bootstrap-servers", "simulated:9092",
                "dispatcher.intake.instance-id", name,
                "dispatcher.order.customer-data-keys", World.KEYS,
                "dispatcher.capi.pixel-id", "123",
                "dispatcher.capi.access-token", "token",
                "dispatcher.capi.api-base", "http://" + name,
                "dispatcher.dispatch.culprit-patience", "60s",
                "dispatcher.routing.routes[0].dataset", "777",
                "dispatcher.routing.routes[0].currency", "EUR"));
        settings.putAll(world.settings());
        Wiring wiring = new Wiring(Map.copyOf(settings));
        ProducerFactory<Object, byte[]> producers = new ProducerFactory<>() {
            @Override
            public Producer<Object, byte[]> createProducer() {
                return SimulatedProducer.of(world, Instance.this);
            }
        };
        KafkaTemplate<Object, byte[]> template = new KafkaTemplate<>(producers);
        wiring.give("configured", name);
        wiring.give("steadyClock", world.clock().steady());
        // Small portions, each prepared as early as it can be: before the one in front of it is sent.
        wiring.give("portion", 7);
        wiring.give("ahead", (Executor) Runnable::run);
        Readers readers = new Readers();
        withdrawals = new FollowedWithdrawals(readers, JSON, world.clock(), metrics);
        wiring.give(
                world.clock(),
                world.random(),
                metrics,
                MetaDoor.ONE,
                OpenTelemetry.noop(),
                JSON,
                template,
                readers,
                withdrawals,
                new KafkaAdmin(Map.of()));
        listener = wiring.make("intake.OrderListener");
        assignment = (ConsumerAwareRebalanceListener) wiring.make("intake.Assignment");
        actions = wiring.make("operator.Actions");
        positions = wiring.make("intake.Positions");
        receiptWriter = wiring.make("receipt.ReceiptWriter");
        catchUp();
        members.add(new Member(world, this));
        members.add(new Member(world, this));
        members.forEach(world.group()::join);
    }

    List<Member> members() {
        return members;
    }

    boolean dead() {
        return dead;
    }

    void die() {
        dead = true;
        world.note(this + " is killed");
    }

    boolean frozen() {
        return world.clock().elapsed() < frozenUntil;
    }

    void freeze(long until) {
        frozenUntil = until;
        world.note(this + " is frozen until " + until);
    }

    SimpleMeterRegistry metrics() {
        return metrics;
    }

    void receive(
            List<ConsumerRecord<byte[], byte[]>> batch,
            Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        Wiring.call(listener, "receive", batch, consumer);
    }

    /** What the container does while no orders come. */
    void idle(Consumer<byte[], byte[]> consumer) {
        Wiring.call(positions, "due", consumer);
    }

    /** What the scheduler does every second. */
    void writeOwed() {
        Wiring.call(receiptWriter, "writeOwed");
    }

    void assigned(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        assignment.onPartitionsAssigned(consumer, partitions);
    }

    void revoked(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        assignment.onPartitionsRevokedAfterCommit(consumer, partitions);
    }

    void lost(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        assignment.onPartitionsLost(consumer, partitions);
    }

    /** Does the work of the threads that follow topics, to the end of each topic. */
    void catchUp() {
        follow("capi.operator-actions.v1", actions, "note");
        follow("shop.consent-withdrawn.v1", withdrawals, "follow");
    }

    private void follow(String topic, Object follower, String method) {
        for (ConsumerRecord<byte[], byte[]> record :
                world.log().read(new TopicPartition(topic, 0), followed.getOrDefault(topic, 0L), 1000)) {
            Wiring.call(follower, method, record);
            followed.put(topic, record.offset() + 1);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Consumers that only read topics. */
    private final class Readers implements ConsumerFactory<byte[], byte[]> {

        @Override
        public Consumer<byte[], byte[]> createConsumer(String group, String prefix, String suffix) {
            return SimulatedConsumer.of(world, null);
        }

        @Override
        public Consumer<byte[], byte[]> createConsumer(
                String group, String prefix, String suffix, Properties properties) {
            return SimulatedConsumer.of(world, null);
        }

        @Override
        public boolean isAutoCommit() {
            return false;
        }
    }
}
