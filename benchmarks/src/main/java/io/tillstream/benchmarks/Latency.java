package io.tillstream.benchmarks;

import io.tillstream.benchmarks.order.Orders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How long an order takes from its producer to Kafka, and from Kafka to Meta's door, at constant rates. */
final class Latency implements Command {

    private static final List<Integer> RATES = List.of(1, 50, 500);
    private static final int SECONDS = 30;
    private static final int WARM_UP_ORDERS = 50_000;
    private static final int WARM_UPS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Set<String> options() {
        return Set.of("rates", "seconds", "orders");
    }

    /** Microseconds since 1970: when the order was due, and when Kafka had it. */
    private record Published(long due, long acknowledged) {}

    @Override
    public Result run(Options options, Path root, Path logs) {
        Origin origin = Origin.of(root);
        int seconds = options.number("seconds", SECONDS);
        List<Result.Point> points = new ArrayList<>();
        try (House house = new House(root, logs)) {
            house.feed().create(List.of(Dispatcher.TOPIC), Feed.PARTITIONS);
            Dispatcher dispatcher = Dispatcher.start(house, "dispatcher", List.of(), Map.of());
            for (int round = 0; round < WARM_UPS; round++) {
                Drain.of(house, List.of(dispatcher.program()), options.number("orders", WARM_UP_ORDERS));
            }
            house.arrivals().noteTimes();
            for (int rate : options.numbers("rates", RATES)) {
                Result.Point point = new Result.Point(
                        "%,d a second, %,d orders".formatted(rate, rate * seconds), at(house, rate, rate * seconds));
                System.out.println(point);
                points.add(point);
            }
        }
        Map<String, String> settings = new TreeMap<>(options.shown());
        settings.put("seconds", Integer.toString(seconds));
        String note = "From the time at which an order was due. p99.9 is told of 2,000 orders and more.";
        return new Result(options.command(), origin, settings, List.of(note), List.of(), points);
    }

    private static Map<String, Double> at(House house, int rate, int count) {
        Map<String, Published> published = publish(house, rate, count);
        Map<String, Long> arrived = new HashMap<>();
        boolean all = Pause.until(
                () -> {
                    house.arrivals().times().forEach((id, at) -> arrived.merge(id, at, Math::min));
                    return arrived.keySet().containsAll(published.keySet());
                },
                PATIENCE);
        if (!all) {
            throw new BenchmarkProblem("Of " + count + " orders, " + arrived.size() + " have arrived after "
                    + PATIENCE.toSeconds() + " s");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        quantiles(published, (id, times) -> times.acknowledged - times.due).addTo(values, "to Kafka");
        // An order can arrive before its producer hears from Kafka.
        quantiles(published, (id, times) -> Math.max(0, Objects.requireNonNull(arrived.get(id)) - times.acknowledged))
                .addTo(values, "Kafka to door");
        quantiles(published, (id, times) -> Objects.requireNonNull(arrived.get(id)) - times.due)
                .addTo(values, "whole");
        return values;
    }

    private interface Span {
        long micros(String eventId, Published times);
    }

    private static Quantiles quantiles(Map<String, Published> published, Span span) {
        return new Quantiles(published.entrySet().stream()
                .mapToDouble(each -> span.micros(each.getKey(), each.getValue()) / 1e3)
                .toArray());
    }

    private static Map<String, Published> publish(House house, int rate, int count) {
        List<Orders.Message> orders = house.orders().next(count);
        Map<String, Published> published = new ConcurrentHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", house.kafka(), "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.partitionsFor(Dispatcher.TOPIC);
            Pace pace = new Pace(rate);
            for (Orders.Message order : orders) {
                long dueNanos = pace.await();
                long due = micros() - (System.nanoTime() - dueNanos) / 1000;
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(Dispatcher.TOPIC, null, order.key(), order.value(), order.headers()),
                        (at, problem) -> {
                            if (problem == null) {
                                published.put(order.eventId(), new Published(due, micros()));
                            }
                        });
            }
            producer.flush();
        }
        if (published.size() != count) {
            throw new BenchmarkProblem("Kafka has taken " + published.size() + " of " + count + " orders");
        }
        return published;
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
}
