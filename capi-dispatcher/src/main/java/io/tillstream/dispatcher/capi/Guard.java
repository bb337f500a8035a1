package io.tillstream.dispatcher.capi;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Circuit breaker and pace of one dataset, and those of Meta's host, which all datasets share: a fault of one dataset stops
 * no other, and an outage of the host stops all.
 */
final class Guard {

    private final CircuitBreaker breaker;
    private final Pace pace;
    private final CircuitBreaker hostBreaker;
    private final Pace hostPace;

    Guard(CircuitBreaker breaker, Pace pace, CircuitBreaker hostBreaker, Pace hostPace) {
        this.breaker = breaker;
        this.pace = pace;
        this.hostBreaker = hostBreaker;
        this.hostPace = hostPace;
    }

    /**
     * Asks to send one request now; empty when a breaker is open or a wait has not passed.
     *
     * @param accused whether the event is known to fail by itself, so that its failure does not count against the dataset
     * @return to be closed once the request is over
     */
    Optional<Permit> acquire(boolean accused) {
        if (remaining().isPositive() || !hostBreaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        if (!breaker.tryAcquirePermission()) {
            hostBreaker.releasePermission();
            return Optional.empty();
        }
        return Optional.of(new Permit(accused));
    }

    /** The right to send one request. */
    final class Permit implements AutoCloseable {

        private final boolean accused;
        private final long started = breaker.getCurrentTimestamp();
        private CapiAnswer answer = new CapiAnswer.NotSent();

        private Permit(boolean accused) {
            this.accused = accused;
        }

        /** Notes the answer; without one the request counts as not sent. */
        void answered(CapiAnswer answer) {
            this.answer = answer;
        }

        /** Reports the result to the breakers. A permit that is never returned would keep a breaker half-open for ever. */
        @Override
        public void close() {
            learn(answer, accused, breaker.getCurrentTimestamp() - started);
        }
    }

    private void learn(CapiAnswer answer, boolean accused, long took) {
        TimeUnit unit = breaker.getTimestampUnit();
        boolean unreachable = answer instanceof CapiAnswer.Unreachable;
        boolean hosts =
                answer instanceof CapiAnswer.Unreachable away && away.cause().host();
        if (answer instanceof CapiAnswer.NotSent) {
            hostBreaker.releasePermission();
            breaker.releasePermission();
        } else if (hosts) {
            hostBreaker.onResult(took, unit, answer);
            breaker.releasePermission();
            hostPace.after(answer);
        } else if (unreachable && accused) {
            hostBreaker.onResult(took, unit, answer);
            breaker.releasePermission();
        } else {
            hostBreaker.onResult(took, unit, answer);
            breaker.onResult(took, unit, answer);
            pace.after(answer);
            hostPace.reached();
        }
    }

    /** Whether both breakers let all requests through. */
    boolean closed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED
                && hostBreaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** Time until a request may be sent; zero when it may be sent now. */
    Duration remaining() {
        Duration own = pace.remaining();
        Duration hosts = hostPace.remaining();
        return own.compareTo(hosts) > 0 ? own : hosts;
    }
}
