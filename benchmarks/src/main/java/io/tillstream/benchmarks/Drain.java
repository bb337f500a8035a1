package io.tillstream.benchmarks;

import io.tillstream.benchmarks.order.Orders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets one or more dispatchers of a group send orders that wait in Kafka. */
final class Drain {

    private static final Duration MOST = Duration.ofMinutes(20);

    /** Fewer than all at once, which would take gigabytes. */
    private static final int CHUNK = 10_000;

    private final House house;
    private final List<Program> dispatchers;
    private final Arrivals.Taken takenBefore;
    private final List<Long> allocatedBefore;
    private final List<Vitals> vitalsBefore;
    private final long started;

    private Drain(House house, List<Program> dispatchers, List<Long> allocated) {
        this.house = house;
        this.dispatchers = dispatchers;
        this.takenBefore = taken(house);
        this.allocatedBefore = allocated;
        this.vitalsBefore = dispatchers.stream().map(Program::vitals).toList();
        this.started = System.nanoTime();
    }

    /** Publishes orders while the dispatchers are paused, and measures from then on until all offsets are committed. */
    static Measurement of(House house, List<Program> dispatchers, int orders) {
        List<Long> allocated = dispatchers.stream().map(Program::allocated).toList();
        dispatchers.forEach(Program::pause);
        publish(house, orders);
        Drain drain = new Drain(house, dispatchers, allocated);
        dispatchers.forEach(Program::resume);
        return drain.await(orders);
    }

    static void publish(House house, int orders) {
        for (int done = 0; done < orders; done += CHUNK) {
            List<Orders.Message> some = house.orders().next(Math.min(CHUNK, orders - done));
            house.feed().publish(Dispatcher.TOPIC, some);
        }
    }

    private static Arrivals.Taken taken(House house) {
        return house.arrivals().of(Contender.Name.DISPATCHER.pixel());
    }

    private Measurement await(int orders) {
        boolean inTime = Pause.until(
                () -> {
                    dispatchers.forEach(Program::requireAlive);
                    return taken(house).since(takenBefore).events() >= orders
                            && house.feed().committed(Dispatcher.GROUP, Dispatcher.TOPIC);
                },
                MOST);
        Duration wall = Duration.ofNanos(System.nanoTime() - started);
        Arrivals.Taken taken = taken(house).since(takenBefore);
        if (!inTime || taken.events() != orders) {
            throw new BenchmarkProblem(orders + " orders were published, and " + taken.events()
                    + " events have arrived after " + wall.toSeconds() + " s. "
                    + dispatchers.getFirst().lastWords());
        }
        Vitals before = Vitals.sum(vitalsBefore)
                .withAllocated(allocatedBefore.stream().mapToLong(each -> each).sum());
        Vitals after = Vitals.sum(dispatchers.stream().map(Program::vitals).toList());
        return Measurement.of(
                taken,
                wall,
                before,
                after.withAllocated(
                        dispatchers.stream().mapToLong(Program::allocated).sum()));
    }

    /** The figures of a curve. */
    static Map<String, Double> values(Measurement measured) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("events per second", measured.eventsPerSecond());
        values.put("events per CPU second", measured.eventsPerCpuSecond());
        values.put("events per request", measured.eventsPerRequest());
        values.put("bytes made per event", measured.allocatedPerEvent());
        values.put("peak MB", measured.peakMegabytes());
        return values;
    }
}
