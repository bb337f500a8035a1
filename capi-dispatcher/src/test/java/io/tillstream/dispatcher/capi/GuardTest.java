package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final CapiAnswer ACCEPTED = new CapiAnswer.Accepted(1, "A1", 0);
    private static final CapiAnswer UNREACHABLE =
            new CapiAnswer.Unreachable(CapiAnswer.Unreachable.Cause.NO_ANSWER, "no route");

    private final Tick clock = new Tick();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Guard guard = new Guard(settings(), metrics, clock);
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void a_short_trouble_is_tried_again_on_the_spot() {
        CapiAnswer answer = guard.send(() -> requests.incrementAndGet() == 1 ? UNREACHABLE : ACCEPTED);

        assertThat(answer).isEqualTo(ACCEPTED);
        assertThat(requests).hasValue(2);
        assertThat(guard.open()).isTrue();
    }

    @Test
    void a_longer_one_opens_the_breaker_and_nothing_is_sent_until_one_request_has_found_meta_back() {
        send(UNREACHABLE);
        while (!breakerIs("open")) {
            clock.pass(guard.remaining());
            send(UNREACHABLE);
        }
        int before = requests.get();
        assertThat(send(ACCEPTED)).isInstanceOf(CapiAnswer.NotSent.class);
        assertThat(requests).hasValue(before);

        // The breaker has a clock of its own.
        await().until(() -> {
            clock.pass(Duration.ofSeconds(1));
            return send(ACCEPTED).equals(ACCEPTED);
        });
        assertThat(requests).hasValue(before + 1);
        assertThat(breakerIs("closed")).isTrue();
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
        assertThat(guard.open()).isTrue();

        send(new CapiAnswer.Accepted(1, "A1", 90));
        assertThat(guard.open()).isFalse();
        assertThat(guard.remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @Test
    void a_wrong_token_is_tried_again_now_and_then_and_does_not_open_the_breaker() {
        for (int time = 0; time < 20; time++) {
            send(new CapiAnswer.Misconfigured(190, 0, "expired", "A1"));
            assertThat(guard.open()).isFalse();
            clock.pass(Duration.ofSeconds(15));
        }

        assertThat(requests).hasValue(20);
        assertThat(send(ACCEPTED)).isEqualTo(ACCEPTED);
    }

    private CapiAnswer send(CapiAnswer answer) {
        return guard.send(() -> {
            requests.incrementAndGet();
            return answer;
        });
    }

    private boolean breakerIs(String state) {
        return metrics.get("resilience4j.circuitbreaker.state")
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
                "v24.0",
                soon,
                soon,
                soon,
                later,
                Duration.ofSeconds(15),
                soon,
                later);
    }

    private static final class Tick extends Clock {

        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
