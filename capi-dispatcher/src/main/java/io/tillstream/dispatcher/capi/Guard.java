package io.tillstream.dispatcher.capi;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Retry and circuit breaker round every request. A short trouble is tried again on the spot; a longer one opens the
 * breaker, and nothing is sent until a single request has found Meta back.
 */
@Component
class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    private static final String NAME = "meta";

    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Pace pace;

    Guard(CapiSettings settings, MeterRegistry registry, Clock clock) {
        pace = new Pace(settings.firstRetry(), settings.longestRetry(), settings.misconfiguredRetry(), clock);
        IntervalFunction open =
                IntervalFunction.ofExponentialRandomBackoff(settings.firstOpen(), 2, 0.2, settings.longestOpen());
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(4)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(attempt -> {
                    long wait = open.apply(attempt);
                    pace.holdUntil(clock.instant().plusMillis(wait));
                    return wait;
                })
                .recordResult(answer -> answer instanceof CapiAnswer.Unreachable
                        || answer instanceof CapiAnswer.Throttled
                        || answer instanceof CapiAnswer.Short)
                .build());
        RetryRegistry retries = RetryRegistry.of(RetryConfig.<CapiAnswer>custom()
                .maxAttempts(2)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2, 0.5))
                .retryOnResult(answer -> answer instanceof CapiAnswer.Unreachable || answer instanceof CapiAnswer.Short)
                .build());
        breaker = breakers.circuitBreaker(NAME);
        retry = retries.retry(NAME);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(registry);
        breaker.getEventPublisher()
                .onStateTransition(event -> log.atWarn()
                        .addKeyValue("from", event.getStateTransition().getFromState())
                        .addKeyValue("to", event.getStateTransition().getToState())
                        .log("circuit breaker to Meta; orders wait in Kafka while it is not closed"));
    }

    /** @param told of every turn of the breaker, in a word: closed, open or half_open */
    void onTurn(Consumer<String> told) {
        breaker.getEventPublisher()
                .onStateTransition(event -> told.accept(
                        event.getStateTransition().getToState().name().toLowerCase(Locale.ROOT)));
    }

    /** The answer to a request; {@link CapiAnswer.NotSent} when it is not the time for one. */
    CapiAnswer send(Supplier<CapiAnswer> request) {
        if (!open()) {
            return new CapiAnswer.NotSent();
        }
        CapiAnswer answer;
        try {
            answer = retry.executeSupplier(() -> breaker.executeSupplier(request));
        } catch (CallNotPermittedException e) {
            answer = new CapiAnswer.NotSent();
        }
        pace.after(answer);
        return answer;
    }

    /** Whether the breaker lets all requests through. */
    boolean closed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** The breaker's state in a word. */
    String state() {
        return breaker.getState().name();
    }

    boolean open() {
        return !pace.remaining().isPositive();
    }

    /** Time until a request may go; zero when one may go now. */
    Duration holding() {
        return pace.remaining();
    }

    /** Time until it makes sense to send again, at least a moment: somebody else's request may be the one that decides. */
    Duration remaining() {
        Duration remaining = pace.remaining();
        Duration moment = Duration.ofMillis(200);
        return remaining.compareTo(moment) < 0 ? moment : remaining;
    }
}
