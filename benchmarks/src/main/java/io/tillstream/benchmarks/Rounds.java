package io.tillstream.benchmarks;

import static io.tillstream.benchmarks.Contender.Name.DISPATCHER;
import static io.tillstream.benchmarks.Contender.Name.TUTORIAL;

import io.tillstream.benchmarks.order.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the contenders one by one on the same orders, which are all published before each starts.
 *
 * <p>The contenders that are not measured are paused. The dispatcher cannot be paused for long, as it would leave its
 * group: it idles, and is paused only for the second or two in which its orders are published.
 */
final class Rounds {

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final int EXAMPLES = 2;

    private final House house;
    private final List<Orders.Message> examples = new ArrayList<>();
    private int turn;

    Rounds(House house) {
        this.house = house;
        house.contenders().stream()
                .filter(each -> each.name() != DISPATCHER)
                .forEach(each -> each.program().pause());
    }

    /** The number of orders in a round; fewer for the tutorial, which would take minutes. */
    record Size(int orders, int tutorialsOrders) {}

    /** The measurements of each contender, one per round. The first contender changes with each round. */
    Map<Contender.Name, List<Measurement>> run(int rounds, Size size, Duration delay) {
        house.arrivals().delay(delay);
        Map<Contender.Name, List<Measurement>> all = new EnumMap<>(Contender.Name.class);
        for (int round = 1; round <= rounds; round++) {
            List<Orders.Message> orders = house.orders().next(size.orders());
            examples.addAll(orders.subList(0, EXAMPLES));
            List<Contender> order = new ArrayList<>(house.contenders());
            Collections.rotate(order, turn++);
            Set<String> published = new HashSet<>();
            for (Contender contender : order) {
                List<Orders.Message> given =
                        contender.name() == TUTORIAL ? orders.subList(0, size.tutorialsOrders()) : orders;
                if (contender.name() == DISPATCHER) {
                    contender.program().pause();
                }
                if (published.add(contender.topic())) {
                    house.feed().publish(contender.topic(), given);
                }
                Measurement measured = measure(contender, given.size());
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

    /** A few orders of each round. */
    List<Orders.Message> examples() {
        return List.copyOf(examples);
    }

    /** @throws BenchmarkProblem if the number of received events differs from the published one */
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
        if (contender.name() != DISPATCHER) {
            contender.program().pause();
        }
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
