package io.tillstream.dispatcher.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** A producer to the simulated log. The result of each record is decided when it is sent. */
final class SimulatedProducer {

    private final World world;
    private final Instance instance;

    private SimulatedProducer(World world, Instance instance) {
        this.world = world;
        this.instance = instance;
    }

    @SuppressWarnings("unchecked")
    static Producer<Object, byte[]> of(World world, Instance instance) {
        SimulatedProducer producer = new SimulatedProducer(world, instance);
        return (Producer<Object, byte[]>) Proxy.newProxyInstance(
                SimulatedProducer.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> producer.call(method, arguments == null ? new Object[0] : arguments));
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "send" ->
                send(
                        (ProducerRecord<Object, byte[]>) arguments[0],
                        arguments.length > 1 ? (Callback) arguments[1] : null);
            case "flush" -> {
                world.hop(instance);
                yield null;
            }
            case "close" -> null;
            case "hashCode" -> System.identityHashCode(this);
            case "equals" -> false;
            case "toString" -> "simulated producer";
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private CompletableFuture<RecordMetadata> send(ProducerRecord<Object, byte[]> record, Callback callback) {
        world.hopSometimes(instance);
        long now = world.clock().elapsed();
        Schedule schedule = world.schedule();
        boolean receipts = record.topic().equals("capi.receipts.v1");
        boolean letters = record.topic().equals("capi.dead-letters.v1");
        CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
        Exception failure = null;
        if (schedule.has(Fault.Kind.ALL_WRITES_REFUSED, now)) {
            failure = new TimeoutException("simulated: no broker");
        } else if ((receipts && schedule.has(Fault.Kind.RECEIPTS_REFUSED, now))
                || (letters && schedule.has(Fault.Kind.DEAD_LETTERS_REFUSED, now))) {
            failure = new RecordTooLargeException("simulated");
        } else if (receipts
                && record.partition() != null
                && schedule.faults().stream()
                        .anyMatch(fault -> fault.at(now, Fault.Kind.ONE_PARTITION_REFUSED)
                                && fault.target() == record.partition())) {
            failure = new TimeoutException("simulated: not enough in-sync replicas");
        } else if ((receipts && schedule.has(Fault.Kind.RECEIPTS_ANSWER_LOST, now))
                || (letters && schedule.has(Fault.Kind.DEAD_LETTERS_ANSWER_LOST, now))) {
            world.log().append(record);
            failure = new TimeoutException("simulated: the acknowledgement is lost");
        } else if (receipts && schedule.has(Fault.Kind.RECEIPTS_LATE, now)) {
            world.later(
                    2_000 + world.random().nextLong(13_000), () -> world.log().append(record));
            failure = new TimeoutException("simulated: the record comes late");
        }
        RecordMetadata written = failure == null ? world.log().append(record) : null;
        if (callback != null) {
            callback.onCompletion(written, failure);
        }
        if (failure == null) {
            future.complete(written);
        } else {
            future.completeExceptionally(failure);
        }
        return future;
    }
}
