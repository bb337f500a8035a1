package io.tillstream.dispatcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/**
 * Thousands of runs with overlapping faults: the real classes on a simulated log, clock and Meta. {@code -Dsimulation.seed=N}
 * runs one seed and prints its events; {@code -Dsimulation.seeds=200000} runs longer.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
class SimulationIT {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger("io.tillstream.backing");

    @BeforeAll
    static void show() {
        if (Long.getLong("simulation.seed") != null) {
            ((Logger) LoggerFactory.getLogger("io.tillstream.dispatcher")).setLevel(Level.INFO);
        }
    }

    @Test
    void with_overlapping_faults_every_order_is_accounted_for_and_none_is_sent_twice_without_a_reason() {
        Long one = Long.getLong("simulation.seed");
        long first = one == null ? Long.getLong("simulation.first", 1) : one;
        long seeds = one == null ? Long.getLong("simulation.seeds", 2000) : 1;
        long started = System.nanoTime();
        Map<Long, List<String>> failed = new ConcurrentSkipListMap<>();
        LongAdder orders = new LongAdder();
        LongAdder requests = new LongAdder();
        LongStream.range(first, first + seeds).parallel().forEach(seed -> {
            World world = new World(Schedule.of(seed));
            if (one == null) {
                QuietThreads.run(world::run);
            } else {
                world.run();
            }
            orders.add(world.traffic().orders().size());
            requests.add(world.meta().requests());
            List<String> wrong = Books.wrong(world);
            if (!wrong.isEmpty()) {
                failed.put(seed, wrong);
                if (failed.size() <= 3) {
                    log.error(
                            "{}\n{}\n{}",
                            world.schedule(),
                            String.join("\n", wrong),
                            one == null ? "" : String.join("\n", world.notes()));
                }
            }
        });
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        log.info(
                "{} schedules, {} orders, {} requests in {} s: {} a second; {} failed",
                seeds,
                orders.sum(),
                requests.sum(),
                took.toSeconds(),
                seeds * 1000 / Math.max(1, took.toMillis()),
                failed.size());
        assertThat(failed).as("-Dsimulation.seed=N runs one of them again").isEmpty();
    }
}
