package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.MovedClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final CapiAnswer ACCEPTED = new CapiAnswer.Accepted(1, "A1", 0);
    private static final CapiAnswer UNREACHABLE =
            new CapiAnswer.Unreachable(CapiAnswer.Unreachable.Cause.NO_ANSWER, "no route");

    private static final CapiAnswer ERROR =
            new CapiAnswer.Unreachable(CapiAnswer.Unreachable.Cause.GRAPH_ERROR, "code 1");

    private final MovedClock clock = new MovedClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Guards guards = new Guards(settings(), metrics, clock, new Random(1));
    private final Guard guard = guards.of("1");
    private final Guard other = guards.of("2");
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void after_a_trouble_a_request_waits_a_moment_and_the_next_one_may_pass() {
        send(UNREACHABLE);
        assertThat(send(ACCEPTED)).isInstanceOf(CapiAnswer.NotSent.class);

        clock.pass(guard.remaining());
        assertThat(send(ACCEPTED)).isEqualTo(ACCEPTED);
        assertThat(guard.remaining()).isZero();
    }

    @Test
    void a_longer_one_opens_the_breaker_and_nothing_is_sent_until_one_request_has_found_meta_back() {
        send(UNREACHABLE);
        while (!breakerIs("meta", "open")) {
            clock.pass(guard.remaining());
            send(UNREACHABLE);
        }
        int before = requests.get();
        assertThat(send(ACCEPTED)).isInstanceOf(CapiAnswer.NotSent.class);
        assertThat(requests).hasValue(before);

        clock.pass(guard.remaining().plusMillis(1));
        assertThat(send(ACCEPTED)).isEqualTo(ACCEPTED);
        assertThat(requests).hasValue(before + 1);
        assertThat(breakerIs("meta", "closed")).isTrue();
    }

    @Test
    void an_outage_of_the_host_stops_every_dataset() {
        send(UNREACHABLE);

        assertThat(other.remaining()).isPositive();
    }

    @Test
    void what_is_wrong_with_one_dataset_stops_no_other() {
        send(new CapiAnswer.Misconfigured(190, 0, "expired", "A1"));
        assertThat(guard.remaining()).isPositive();
        assertThat(other.remaining()).isZero();

        clock.pass(Duration.ofMinutes(1));
        for (int time = 0; time < 20; time++) {
            send(ERROR);
            clock.pass(guard.remaining());
        }
        assertThat(breakerIs("1", "open")).isTrue();
        assertThat(breakerIs("meta", "closed")).isTrue();
        assertThat(send(other, false, ACCEPTED)).isEqualTo(ACCEPTED);
    }

    @Test
    void a_half_open_breaker_whose_request_was_not_sent_lets_the_next_one_through() {
        while (!breakerIs("meta", "open")) {
            send(UNREACHABLE);
            clock.pass(guard.remaining());
        }
        clock.pass(Duration.ofSeconds(1));
        send(new CapiAnswer.NotSent());
        assertThatThrownBy(() -> {
                    try (Guard.Permit permit = guard.acquire(false).orElseThrow()) {
                        throw new IllegalStateException("a fault of ours");
                    }
                })
                .hasMessage("a fault of ours");

        assertThat(send(ACCEPTED)).isEqualTo(ACCEPTED);
        assertThat(breakerIs("meta", "closed")).isTrue();
    }

    @Test
    void the_trouble_of_one_event_that_is_known_for_it_is_not_held_against_meta() {
        for (int time = 0; time < 20; time++) {
            send(guard, true, ERROR);
        }

        assertThat(guard.remaining()).isZero();
        assertThat(breakerIs("1", "closed")).isTrue();
    }

    @Test
    void an_answer_that_was_on_its_way_does_not_shorten_the_wait_that_meta_asked_for() {
        try (Guard.Permit permit = guard.acquire(false).orElseThrow()) {
            send(new CapiAnswer.Throttled(4, "", "", Duration.ofMinutes(2)));
            permit.answered(ACCEPTED);
        }

        assertThat(guard.remaining()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_throttled_sender_stays_away_as_long_as_meta_says() {
        send(new CapiAnswer.Throttled(80004, "", "", Duration.ofMinutes(3)));

        clock.pass(Duration.ofMinutes(3).minusSeconds(1));
        assertThat(send(ACCEPTED)).isInstanceOf(CapiAnswer.NotSent.class);
        clock.pass(Duration.ofSeconds(2));
        assertThat(send(ACCEPTED)).isEqualTo(ACCEPTED);
    }

    @Test
    void near_its_limits_requests_are_spread_before_meta_has_to_say_so() {
        send(new CapiAnswer.Accepted(1, "A1", 70));
        assertThat(guard.remaining()).isZero();

        send(new CapiAnswer.Accepted(1, "A1", 90));
        assertThat(guard.remaining()).isPositive();
        assertThat(guard.remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Test
    void a_wrong_token_is_tried_again_now_and_then_and_does_not_open_the_breaker() {
        for (int time = 0; time < 20; time++) {
            send(new CapiAnswer.Misconfigured(190, 0, "expired", "A1"));
            assertThat(guard.remaining()).isPositive();
            clock.pass(Duration.ofSeconds(15));
        }

        assertThat(requests).hasValue(20);
        assertThat(send(ACCEPTED)).isEqualTo(ACCEPTED);
    }

    private CapiAnswer send(CapiAnswer answer) {
        return send(guard, false, answer);
    }

    /** What the sender learns when Meta would answer so. */
    private CapiAnswer send(Guard guard, boolean accused, CapiAnswer answer) {
        Optional<Guard.Permit> granted = guard.acquire(accused);
        if (granted.isEmpty()) {
            return new CapiAnswer.NotSent();
        }
        try (Guard.Permit permit = granted.get()) {
            requests.incrementAndGet();
            permit.answered(answer);
            return answer;
        }
    }

    private boolean breakerIs(String name, String state) {
        return metrics.get("resilience4j.circuitbreaker.state")
                        .tag("name", name)
                        .tag("state", state)
                        .gauge()
                        .value()
                == 1;
    }

    private static CapiSettings settings() {
        Duration soon = Duration.ofMillis(20);
        Duration later = Duration.ofMillis(80);
        return new CapiSettings(
                "1",
                "t",
                null,
                Map.of(),
                null,
                "https://graph.facebook.com",
                "v25.0",
                soon,
                soon,
                soon,
                later,
                Duration.ofSeconds(15),
                soon,
                later);
    }
}
