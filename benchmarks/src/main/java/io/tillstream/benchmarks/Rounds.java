package io.tillstream.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Publishes orders while everybody stands still, then lets one contender after the other at them. */
final class Rounds {

    private static final Duration MOST = Duration.ofMinutes(2);

    private final House house;
    private int turn;

    Rounds(House house) {
        this.house = house;
        house.contenders().forEach(each -> each.program().pause());
    }

    /** How many orders a round has; fewer for the tutorial, which would take minutes. */
    record Size(int orders, int tutorialsOrders) {}

    /** The measurements of each contender, one a round; who begins changes from round to round. */
    Map<Contender.Name, List<Measurement>> run(int rounds, Size size, Duration delay) {
        house.arrivals().delay(delay);
        Map<Contender.Name, List<Measurement>> all = new EnumMap<>(Contender.Name.class);
        for (int round = 1; round <= rounds; round++) {
            publish(size);
            List<Contender> order = new ArrayList<>(house.contenders());
            Collections.rotate(order, turn++);
            for (Contender contender : order) {
                int orders = contender.name() == Contender.Name.TUTORIAL ? size.tutorialsOrders() : size.orders();
                Measurement measured = measure(contender, orders);
                all.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(measured);
                System.out.printf(
                        "%d of %d, sink %d ms, %s: %,.0f events/s, %.2f CPU s per 100,000%n",
                        round,
                        rounds,
                        delay.toMillis(),
                        contender.name(),
                        measured.eventsPerSecond(),
                        measured.cpuSecondsPer100000());
            }
        }
        return all;
    }

    private void publish(Size size) {
        for (Contender contender : house.contenders()) {
            boolean tutorial = contender.name() == Contender.Name.TUTORIAL;
            // The others share one topic.
            if (tutorial || contender.name() == Contender.Name.DISPATCHER) {
                house.feed().publish(contender.topic(), tutorial ? size.tutorialsOrders() : size.orders());
            }
        }
    }

    /** @throws BenchmarkProblem when another number of events has arrived than was published */
    private Measurement measure(Contender contender, int orders) {
        Arrivals.Taken before = house.arrivals().of(contender.name().pixel());
        Duration cpuBefore = contender.program().cpu();
        long start = System.nanoTime();
        contender.program().resume();
        boolean inTime = Pause.until(
                () -> {
                    contender.program().requireAlive();
                    return house.arrivals()
                                            .of(contender.name().pixel())
                                            .since(before)
                                            .events()
                                    >= orders
                            && contender.settled().getAsBoolean();
                },
                MOST);
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        contender.program().pause();
        Duration cpu = contender.program().cpu().minus(cpuBefore);
        Arrivals.Taken taken = house.arrivals().of(contender.name().pixel()).since(before);
        if (!inTime || taken.events() != orders) {
            throw new BenchmarkProblem(contender.name() + " was given " + orders + " orders, and " + taken.events()
                    + " events have arrived after " + wall.toSeconds() + " s. "
                    + contender.program().lastWords());
        }
        return new Measurement(taken, wall, cpu);
    }
}
