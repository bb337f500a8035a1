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

    private static final Duration MOST = Duration.ofMinutes(5);
    private static final int EXAMPLES = 2;

    private final House house;
    private final List<Contender> contenders;
    private final List<Round> all = new ArrayList<>();
    private final List<Orders.Message> examples = new ArrayList<>();
    private final Map<Contender.Name, Long> allocated = new EnumMap<>(Contender.Name.class);
    private int turn;

    Rounds(House house, Contenders contenders) {
        this.house = house;
        this.contenders = contenders.all();
        this.contenders.stream().filter(each -> each.name() != DISPATCHER).forEach(this::pause);
    }

    /** The number of orders in a round; fewer for the tutorial, which would take minutes. */
    record Size(int orders, int tutorialsOrders) {

        /** The tutorial sends one event at a time, at most some hundred a second when answers are late. */
        static Size of(int orders, int delayMillis) {
            return new Size(orders, Math.min(orders, delayMillis == 0 ? Math.max(1000, orders / 20) : 200));
        }
    }

    /**
     * Runs rounds at once until all contenders are steady.
     *
     * @return whether they are, within the bound
     */
    Steadiness warmUp(int most, int orders) {
        house.arrivals().delay(Duration.ZERO);
        Steadiness steadiness = Steadiness.of(List.of());
        for (int number = 1; number <= most && !steadiness.reached(); number++) {
            round(true, number, 0, new Size(orders, Math.max(1000, orders / 10)));
            steadiness = Steadiness.of(all);
            System.out.println(steadiness);
        }
        return steadiness;
    }

    void run(int rounds, int orders, int delayMillis) {
        house.arrivals().delay(Duration.ofMillis(delayMillis));
        for (int number = 1; number <= rounds; number++) {
            round(false, number, delayMillis, Size.of(orders, delayMillis));
        }
    }

    /** Each contender runs once. The first one changes with each round. */
    private void round(boolean warmUp, int number, int delayMillis, Size size) {
        List<Orders.Message> orders = house.orders().next(size.orders());
        examples.addAll(orders.subList(0, EXAMPLES));
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, turn++);
        Set<String> published = new HashSet<>();
        for (Contender contender : order) {
            List<Orders.Message> given =
                    contender.name() == TUTORIAL ? orders.subList(0, size.tutorialsOrders()) : orders;
            if (contender.name() == DISPATCHER) {
                pause(contender);
            }
            if (published.add(contender.topic())) {
                house.feed().publish(contender.topic(), given);
            }
            Round done = new Round(warmUp, number, delayMillis, contender.name(), measure(contender, given.size()));
            all.add(done);
            System.out.println(done);
        }
    }

    /** All rounds so far. */
    List<Round> all() {
        return List.copyOf(all);
    }

    /** A few orders of each round. */
    List<Orders.Message> examples() {
        return List.copyOf(examples);
    }

    private void pause(Contender contender) {
        allocated.put(contender.name(), contender.program().allocated());
        contender.program().pause();
    }

    /** @throws BenchmarkProblem if the number of received events differs from the published one */
    private Measurement measure(Contender contender, int orders) {
        Arrivals.Taken before = house.arrivals().of(contender.name().pixel());
        Vitals vitalsBefore = contender.program().vitals().withAllocated(allocated.getOrDefault(contender.name(), 0L));
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
        Vitals vitalsAfter =
                contender.program().vitals().withAllocated(contender.program().allocated());
        if (contender.name() != DISPATCHER) {
            pause(contender);
        }
        Arrivals.Taken taken = house.arrivals().of(contender.name().pixel()).since(before);
        if (!inTime || taken.events() != orders) {
            throw new BenchmarkProblem(contender.name() + " was given " + orders + " orders, and " + taken.events()
                    + " events have arrived after " + wall.toSeconds() + " s. "
                    + contender.program().lastWords());
        }
        return Measurement.of(taken, wall, vitalsBefore, vitalsAfter);
    }
}
