package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Two faults at the same time, chosen by a seed, while orders arrive. Afterwards all orders must be accounted for. Each
 * build runs a few seeds and {@code -Pfaults} runs 200. {@code -Dfaults.seeds=N} sets the number, {@code -Dfaults.from=N}
 * the first seed, and {@code -Dfaults.seed=N,M} a list of seeds.
 */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.THIRD)
class FaultPairsIT {

    private static final Logger log = LoggerFactory.getLogger("io.tillstream.backing");

    /** A new stack after this number of seeds, as each seed reads all pages and logs, which grow. */
    private static final int SEEDS_PER_STACK = 20;

    /** The seeds of each build start here, so that they include the pair that once lost orders. */
    private static final long FIRST_SEED = 37;

    private static final Duration PATIENCE = Duration.ofSeconds(65);

    /** Longer than the intervals of the shop's reconciler and of Stripe's retries. */
    private static final Duration NO_CHANGE = Duration.ofSeconds(25);

    /** The stand-in for Meta asks for a wait of a minute, and is near its limit afterwards. */
    private static final Duration THROTTLED = Duration.ofSeconds(100);

    /** The dispatcher waits a long time after a block without a time. */
    private static final Duration BLOCKED = Duration.ofMinutes(6);

    private static FaultStack faults;
    private static int ran;

    static LongStream seeds() {
        String named = System.getProperty("faults.seed");
        long from = Long.getLong("faults.from", FIRST_SEED);
        return named != null
                ? Stream.of(named.split(",")).mapToLong(Long::parseLong)
                : LongStream.range(from, from + Long.getLong("faults.seeds", 4));
    }

    @AfterAll
    static void leave() {
        if (faults != null) {
            faults.close();
            faults = null;
        }
    }

    @ParameterizedTest(name = "-Dfaults.seed={0}")
    @MethodSource("seeds")
    void two_faults_at_once_lose_no_order_and_repeat_none_without_a_reason(long seed) throws Exception {
        move(seed);
        FaultSchedule schedule = FaultSchedule.of(seed, new Mishaps(faults).kinds());
        try {
            run(schedule);
        } catch (AssertionError | Exception e) {
            // Lost orders would fail later seeds too: the next seed gets a new stack, and the logs of this one are
            // kept.
            leave();
            fail("With -Dfaults.seed=%d: %s: %s".formatted(seed, schedule, e.getMessage()), e);
        }
    }

    private static void move(long seed) {
        if (faults != null && ran % SEEDS_PER_STACK == 0) {
            FaultStack old = faults;
            leave();
            old.deleteFolder();
        }
        if (faults == null) {
            ran = 0;
            faults = new FaultStack("from-seed-" + seed);
            faults.start();
        }
        ran++;
    }

    private static void run(FaultSchedule schedule) throws Exception {
        Guarantees guarantees = new Guarantees(faults.stack(), faults.known());
        long started = System.nanoTime();
        Before before =
                new Before(guarantees.paid().size(), faults.known().published().size(), guarantees.receipts());
        Set<String> settled;
        try (Publisher publisher = new Publisher(faults.stack(), faults.known())) {
            try (FaultTraffic traffic = new FaultTraffic(faults.stack(), publisher, schedule)) {
                try {
                    Set<String> first = new HashSet<>(traffic.some(40));
                    await("the first orders are accepted before the faults")
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> guarantees.receipts().keySet().containsAll(first));
                    settled = Set.copyOf(guarantees.receipts().keySet());
                    inject(schedule);
                    traffic.some(40);
                } finally {
                    // The end of the traffic waits for Kafka.
                    faults.heal();
                }
            }
        }
        double healed = (System.nanoTime() - started) / 1e9;
        awaitQuiet(guarantees, noChange(schedule));
        account(schedule, guarantees, before, healed, started);
        checkRepeats(schedule, guarantees, settled);
        guarantees.holdNow();
    }

    private static void inject(FaultSchedule schedule) throws Exception {
        long began = System.nanoTime();
        for (FaultSchedule.Due due : schedule.steps()) {
            long left = due.at().toNanos() - (System.nanoTime() - began);
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = due.at().toNanos() - (System.nanoTime() - began);
            }
            due.step().take();
        }
    }

    /** Waits until all orders are accounted for, or nothing has changed for this time. */
    private static void awaitQuiet(Guarantees guarantees, Duration noChange) {
        SettledCheck settled = new SettledCheck(guarantees, noChange);
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(noChange.plus(PATIENCE))
                    .until(settled::reached);
        } catch (ConditionTimeoutException e) {
            log.warn("not quiet after {} s", noChange.plus(PATIENCE).toSeconds());
        }
    }

    /** How long orders may wait after the faults have ended. */
    private static Duration noChange(FaultSchedule schedule) {
        if (schedule.toString().contains("Meta blocked")) {
            return BLOCKED;
        }
        return schedule.toString().contains("Meta throttled") ? THROTTLED : NO_CHANGE;
    }

    /** The totals before the seed. */
    private record Before(int paid, int published, Map<String, JsonNode> receipts) {

        long fresh(Map<String, JsonNode> now, String status) {
            return now.entrySet().stream()
                    .filter(each -> !receipts.containsKey(each.getKey()))
                    .filter(each -> each.getValue().path("status").asString("").equals(status))
                    .count();
        }
    }

    private static void account(
            FaultSchedule schedule, Guarantees guarantees, Before before, double healed, long started) {
        Map<String, JsonNode> receipts = guarantees.receipts();
        Set<String> paid = guarantees.paid();
        int orders = paid.size() - before.paid();
        int published = faults.known().published().size() - before.published();
        log.atInfo()
                .addKeyValue("seed", schedule.seed())
                .addKeyValue("faults", schedule)
                .addKeyValue("orders", orders)
                .addKeyValue("bought", orders - published)
                .addKeyValue(
                        "lost",
                        paid.stream().filter(id -> !receipts.containsKey(id)).count())
                .addKeyValue("unaccounted", guarantees.unaccounted().size())
                .addKeyValue("repeated", fresh(guarantees.repeats()).size())
                .addKeyValue("dead_lettered", before.fresh(receipts, "DEAD_LETTERED"))
                .addKeyValue("suppressed", before.fresh(receipts, "SUPPRESSED"))
                .addKeyValue("healed_s", Math.round(healed))
                .addKeyValue("took_s", Math.round((System.nanoTime() - started) / 1e9))
                .log("pair of faults");
    }

    private static Set<String> fresh(Set<String> repeats) {
        Set<String> fresh = new TreeSet<>(repeats);
        fresh.removeAll(faults.known().repeated());
        return fresh;
    }

    /** Only events that were not settled before the first fault may be repeated. */
    private static void checkRepeats(FaultSchedule schedule, Guarantees guarantees, Set<String> settled) {
        Set<String> repeats = fresh(guarantees.repeats());
        assertThat(repeats).as("sent again after its receipt").doesNotContainAnyElementsOf(settled);
        if (schedule.explainsRepeats()) {
            faults.known().repeated().addAll(repeats);
        }
    }
}
