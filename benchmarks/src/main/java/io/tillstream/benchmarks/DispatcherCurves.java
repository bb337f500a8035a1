package io.tillstream.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The steps of the dispatcher's curves. */
final class DispatcherCurves {

    /** Meta answers about so late; without a delay more instances than cores could not help. */
    private static final Duration DELAY = Duration.ofMillis(50);

    private static final int WARM_UPS = 3;

    private DispatcherCurves() {}

    /** A backlog that waits when the dispatcher starts: from its start until the last offset is committed. */
    static Map<String, Double> backlog(int backlog, House house, int ignored) {
        house.feed().create(List.of(Dispatcher.TOPIC), Feed.PARTITIONS);
        Drain.publish(house, backlog);
        long started = System.nanoTime();
        Dispatcher dispatcher = Dispatcher.start(house, "dispatcher", List.of(), Map.of());
        boolean done = Pause.until(
                () -> {
                    dispatcher.program().requireAlive();
                    return house.feed().committed(Dispatcher.GROUP, Dispatcher.TOPIC);
                },
                Duration.ofMinutes(20));
        double seconds = (System.nanoTime() - started) / 1e9;
        Arrivals.Taken taken = house.arrivals().of(Contender.Name.DISPATCHER.pixel());
        if (!done || taken.events() != backlog) {
            throw new BenchmarkProblem("Of " + backlog + " orders, " + taken.events() + " have arrived. "
                    + dispatcher.program().lastWords());
        }
        Vitals vitals = dispatcher.program().vitals();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds with the start", seconds);
        values.put("events per second", backlog / seconds);
        values.put("CPU µs per event with the start", vitals.cpu().toNanos() / 1e3 / backlog);
        values.put("peak MB", vitals.peakResident() / (double) (1 << 20));
        return values;
    }

    static Map<String, Double> batch(int size, House house, int orders) {
        house.feed().create(List.of(Dispatcher.TOPIC), Feed.PARTITIONS);
        Dispatcher dispatcher = Dispatcher.start(
                house,
                "dispatcher",
                List.of(),
                Map.of("SPRING_KAFKA_CONSUMER_MAX_POLL_RECORDS", Integer.toString(size)));
        // A small batch waits as long for each receipt as a large one.
        return warm(house, List.of(dispatcher.program()), Math.min(orders, Math.max(1000, 250 * size)));
    }

    static Map<String, Double> partitions(int partitions, House house, int orders) {
        house.feed().create(List.of(Dispatcher.TOPIC), partitions);
        Dispatcher dispatcher = Dispatcher.start(house, "dispatcher", List.of(), Map.of());
        return warm(house, List.of(dispatcher.program()), orders);
    }

    static Map<String, Double> instances(int instances, House house, int orders) {
        house.feed().create(List.of(Dispatcher.TOPIC), Feed.PARTITIONS);
        house.arrivals().delay(DELAY);
        List<Program> all = IntStream.rangeClosed(1, instances)
                .mapToObj(number -> Dispatcher.start(house, "dispatcher-" + number, List.of(), Map.of()))
                .map(Dispatcher::program)
                .toList();
        return warm(house, all, orders);
    }

    private static Map<String, Double> warm(House house, List<Program> dispatchers, int orders) {
        for (int round = 0; round < WARM_UPS; round++) {
            Drain.of(house, dispatchers, orders);
        }
        return Drain.values(Drain.of(house, dispatchers, orders));
    }

    /** Receipts of earlier orders that a new dispatcher reads before it is ready. */
    static Map<String, Double> receipts(int receipts, House house, int ignored) {
        house.feed().create(List.of(Dispatcher.TOPIC), Feed.PARTITIONS);
        // The topic of receipts as the dispatcher makes it.
        Dispatcher.start(house, "dispatcher", List.of(), Map.of()).program().close();
        EarlierReceipts.write(house, receipts);
        Dispatcher dispatcher = Dispatcher.start(house, "dispatcher", List.of(), Map.of());
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("ready after, s", dispatcher.readyAfter().toMillis() / 1e3);
        values.put(
                "reading of receipts, s",
                EarlierReceipts.restored(dispatcher, receipts).toMillis() / 1e3);
        ResidentMemory memory = ResidentMemory.of(dispatcher.program().pid());
        values.put("resident, MB", memory.now() / (double) (1 << 20));
        values.put("peak MB", memory.peak() / (double) (1 << 20));
        return values;
    }
}
