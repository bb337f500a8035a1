package io.tillstream.dispatcher.capi;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Circuit breaker and pace round the requests to one dataset, and round those to Meta's host as a whole: what is wrong with
 * one dataset stops no other, and an outage of the host stops all.
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
     * The answer to a request; {@link CapiAnswer.NotSent} when it is not the time for one.
     *
     * @param accused whether a trouble that is the dataset's is known to be the request's own, and is not counted
     */
    CapiAnswer send(Supplier<CapiAnswer> request, boolean accused) {
        if (remaining().isPositive() || !hostBreaker.tryAcquirePermission()) {
            return new CapiAnswer.NotSent();
        }
        if (!breaker.tryAcquirePermission()) {
            hostBreaker.releasePermission();
            return new CapiAnswer.NotSent();
        }
        CapiAnswer answer = new CapiAnswer.NotSent();
        long started = breaker.getCurrentTimestamp();
        try {
            answer = request.get();
            return answer;
        } finally {
            // A permit that nobody gives back would keep a half-open breaker half-open for ever.
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

    /** Time until a request may go; zero when one may go now. */
    Duration remaining() {
        Duration own = pace.remaining();
        Duration hosts = hostPace.remaining();
        return own.compareTo(hosts) > 0 ? own : hosts;
    }
}
