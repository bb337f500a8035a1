package io.tillstream.dispatcher.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.tillstream.dispatcher.simulation.Traffic.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Cases that operators saw, each with one dispatcher and a single fault on the simulated log and clock. */
class CasesTest {

    private static final int BOTH_DATASETS = 1;
    private static final int OTHER_DATASET = 6;
    private static final long MINUTE = 60_000;

    @Test
    void a_bad_token_of_one_dataset_holds_no_order_of_another() {
        World world = world(new Fault(Fault.Kind.META_REFUSES_THE_TOKEN, 0, 40_000, OTHER_DATASET));
        List<String> healthy = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (int second = 1; second <= 30; second++) {
            healthy.add(world.traffic().order(Kind.GOOD));
            held.add(world.traffic().order(Kind.OTHER_DATASET));
            world.runUntil(second * 1000);
        }
        world.runUntil(35_000);

        assertThat(taken(world, "123", healthy)).isEqualTo(30);
        assertThat(taken(world, "777", held)).isZero();
        assertThat(gauge(world, "dispatcher.held", "777")).isEqualTo(1);

        world.runUntil(5 * MINUTE);
        assertThat(taken(world, "777", held)).isEqualTo(30);
        assertThat(gauge(world, "dispatcher.held", "777")).isZero();
        assertBooks(world);
    }

    @Test
    void when_meta_changes_a_rule_a_few_orders_are_dead_lettered_and_then_orders_wait() {
        World world = world(new Fault(Fault.Kind.META_REFUSES_ALL, 0, MINUTE, BOTH_DATASETS));
        List<String> orders = IntStream.range(0, 600)
                .mapToObj(each -> world.traffic().order(Kind.GOOD))
                .toList();

        world.runUntil(59_000);
        assertThat(letters(world)).as("a few are dead-lettered").hasSizeBetween(1, 5);
        assertThat(world.meta().requests()).isLessThan(80);
        assertThat(gauge(world, "dispatcher.brake", "123")).isEqualTo(1);
        assertThat(gauge(world, "dispatcher.held", "123")).isEqualTo(1);

        world.runUntil(5 * MINUTE);
        assertThat(taken(world, "123", orders) + letters(world).size()).isEqualTo(600);
        assertThat(gauge(world, "dispatcher.brake", "123")).isZero();
        assertBooks(world);
    }

    @Test
    void an_event_that_meta_never_counts_is_found_alone_while_others_pass() {
        World world = world();
        List<String> others = new ArrayList<>();
        String culprit = world.traffic().order(Kind.GOOD);
        world.meta().uncounted.add(culprit);
        for (int each = 0; each < 200; each++) {
            others.add(world.traffic().order(Kind.GOOD));
        }
        for (int second = 1; second <= 240; second++) {
            if (second % 5 == 0) {
                others.add(world.traffic().order(Kind.GOOD));
            }
            world.runUntil(second * 1000);
        }

        assertThat(taken(world, "123", others)).isEqualTo(others.size());
        assertThat(letters(world)).containsExactly("unanswered");
        assertThat(world.meta().taken().get(culprit + "@123"))
                .as("tried for a minute, at growing intervals")
                .hasSizeLessThan(20);
        assertThat(others.stream()
                        .mapToInt(id -> world.meta().taken().get(id + "@123").size())
                        .sum())
                .as("split at once, so that few are sent twice")
                .isLessThan(others.size() * 2);
        assertThat(counter(world, "dispatcher.in.doubt", "short")).isPositive();
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_live_order_at_a_test_dispatcher_waits_without_holding_others() {
        World world = world(Map.of("dispatcher.capi.test-event-code", "TEST1"));
        List<String> tests = new ArrayList<>();
        List<String> live = new ArrayList<>();
        for (int each = 0; each < 300; each++) {
            if (each % 100 == 0) {
                live.add(world.traffic().order(Kind.LIVE));
            }
            tests.add(world.traffic().order(Kind.GOOD));
        }

        world.runUntil(MINUTE);

        assertThat(taken(world, "123", tests)).isEqualTo(300);
        assertThat(taken(world, "123", live)).isZero();
        assertThat(letters(world)).isEmpty();
        assertThat(world.settled()).as("live orders still wait").isFalse();
    }

    @Test
    void by_setting_an_order_in_doubt_waits_for_an_operator() {
        World world = world(
                Map.of("dispatcher.dispatch.in-doubt", "hold"),
                new Fault(Fault.Kind.META_TIMES_OUT, 2_000, 6_000, BOTH_DATASETS));
        for (int each = 0; each < 40; each++) {
            world.traffic().order(Kind.GOOD);
            world.runUntil(each * 250L);
        }
        world.runUntil(3 * MINUTE);

        assertThat(letters(world)).isNotEmpty().containsOnly("in_doubt");
        assertThat(world.meta().taken().values()).as("no event is sent again").allMatch(copies -> copies.size() == 1);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void an_outage_without_answers_puts_one_event_in_doubt_for_each_trial() {
        World world = world(new Fault(Fault.Kind.META_TIMES_OUT, 0, 10 * MINUTE, BOTH_DATASETS));
        List<String> orders = IntStream.range(0, 600)
                .mapToObj(each -> world.traffic().order(Kind.GOOD))
                .toList();

        world.runUntil(2 * MINUTE);
        double doubted = counter(world, "dispatcher.in.doubt", "no_answer");
        int requests = world.meta().requests();
        world.runUntil(10 * MINUTE);

        assertThat(world.meta().requests() - requests).isBetween(3, 30);
        assertThat(counter(world, "dispatcher.in.doubt", "no_answer") - doubted)
                .isEqualTo(world.meta().requests() - requests);
        world.runUntil(14 * MINUTE);
        assertThat(taken(world, "123", orders)).isEqualTo(600);
        assertBooks(world);
    }

    @Test
    void an_order_that_causes_an_unexpected_error_is_dead_lettered_and_the_others_pass() {
        World world = world();
        List<String> orders = new ArrayList<>();
        for (int each = 0; each < 100; each++) {
            orders.add(world.traffic().order(Kind.GOOD));
        }
        world.meta().fatal.add(orders.get(50));

        world.runUntil(MINUTE);

        assertThat(letters(world)).containsExactly("unexpected");
        assertThat(taken(world, "123", orders)).isEqualTo(99);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_request_that_is_too_large_for_meta_is_halved_until_it_passes() {
        World world = world();
        world.meta().most = 3;
        List<String> orders = IntStream.range(0, 60)
                .mapToObj(each -> world.traffic().order(Kind.GOOD))
                .toList();

        world.runUntil(MINUTE);

        assertThat(taken(world, "123", orders)).isEqualTo(60);
        assertBooks(world);
    }

    @Test
    void dead_letters_that_kafka_refuses_hold_only_their_own_orders_and_are_written_once_it_takes_them() {
        World world = world(new Fault(Fault.Kind.DEAD_LETTERS_REFUSED, 0, 30_000, 0));
        world.traffic().poison("null");
        world.traffic().poison("no order");
        List<String> orders = IntStream.range(0, 60)
                .mapToObj(each -> world.traffic().order(Kind.GOOD))
                .toList();

        world.runUntil(25_000);
        assertThat(taken(world, "123", orders)).isEqualTo(60);
        assertThat(letters(world)).isEmpty();
        assertThat(gauge(world, "dispatcher.held", "dead_letters")).isEqualTo(1);

        world.runUntil(MINUTE);
        assertThat(letters(world)).containsExactlyInAnyOrder("schema", "undecodable");
        assertThat(gauge(world, "dispatcher.held", "dead_letters")).isZero();
        assertBooks(world);
    }

    @Test
    void an_order_sent_without_a_receipt_before_a_kill_is_counted_when_it_is_sent_again() {
        long counted = 0;
        long again = 0;
        for (long seed : LongStream.range(1, 40).toArray()) {
            World world = new World(
                    new Schedule(seed, 1, 40, List.of(new Fault(Fault.Kind.KILLED, 5_000, 6_000, 0))), Map.of());
            world.run();
            assertBooks(world);
            counted += (long) counter(world, "dispatcher.in.doubt", "killed");
            again += world.meta().taken().values().stream()
                    .filter(copies -> copies.size() > 1)
                    .count();
        }
        assertThat(again).as("some were sent again").isPositive();
        assertThat(counted).isGreaterThanOrEqualTo(again);
    }

    private static World world(Fault... faults) {
        return world(Map.of(), faults);
    }

    private static World world(Map<String, String> settings, Fault... faults) {
        return new World(new Schedule(1, 1, 0, List.of(faults)), settings);
    }

    private static void assertBooks(World world) {
        assertThat(Books.wrong(world)).isEmpty();
    }

    private static long taken(World world, String dataset, List<String> ids) {
        return ids.stream()
                .filter(id -> world.meta().taken().containsKey(id + "@" + dataset))
                .count();
    }

    /** Reasons of the dead letters; of an order with several, the last. */
    private static List<String> letters(World world) {
        Map<String, String> reasons = new HashMap<>();
        world.log()
                .forEach(
                        "capi.dead-letters.v1",
                        letter -> reasons.put(
                                new String(
                                        letter.headers()
                                                .lastHeader("dead-letter-receipt")
                                                .value(),
                                        UTF_8),
                                new String(
                                        letter.headers()
                                                .lastHeader("dead-letter-reason")
                                                .value(),
                                        UTF_8)));
        return List.copyOf(reasons.values());
    }

    private static double gauge(World world, String name, String of) {
        return measured(world, name, of);
    }

    private static double counter(World world, String name, String cause) {
        return measured(world, name, cause);
    }

    /** Of all dispatchers that ever ran. */
    private static double measured(World world, String name, String tag) {
        return world.instances().stream()
                .flatMap(each -> each.metrics().getMeters().stream())
                .filter(meter -> meter.getId().getName().equals(name)
                        && meter.getId().getTags().stream()
                                .anyMatch(each -> each.getValue().equals(tag)))
                .mapToDouble(CasesTest::value)
                .sum();
    }

    private static double value(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }
}
