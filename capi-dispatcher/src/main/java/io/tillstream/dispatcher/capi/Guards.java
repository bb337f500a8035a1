package io.tillstream.dispatcher.capi;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One guard for each dataset, and the breaker and pace of Meta's host, which they share. */
@Component
class Guards {

    private static final Logger log = LoggerFactory.getLogger(Guards.class);

    /** Name of the breaker that all datasets share; the others are named by their dataset's number. */
    private static final String HOST = "meta";

    /** A half-open breaker whose one request never returns opens again after this time. */
    private static final Duration LONGEST_HALF_OPEN = Duration.ofMinutes(2);

    private static final double OPEN_JITTER = 0.2;

    private final CapiSettings settings;
    private final Clock steadyClock;
    private final RandomGenerator random;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final CircuitBreaker hostBreaker;
    private final Pace hostPace;
    private final Map<String, Guard> guards = new ConcurrentHashMap<>();
    private volatile Consumer<String> turned = state -> {};

    Guards(CapiSettings settings, MeterRegistry registry, Clock steadyClock, RandomGenerator random) {
        this.settings = settings;
        this.steadyClock = steadyClock;
        this.random = random;
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
        hostPace = pace();
        hostBreaker = breaker(
                HOST,
                hostPace,
                answer -> answer instanceof CapiAnswer.Unreachable unreachable
                        && unreachable.cause().host());
        of(settings.pixelId());
    }

    Guard of(String dataset) {
        return guards.computeIfAbsent(dataset, each -> {
            Pace pace = pace();
            return new Guard(
                    breaker(each, pace, answer -> answer instanceof CapiAnswer.Unreachable),
                    pace,
                    hostBreaker,
                    hostPace);
        });
    }

    /** @param listener called with each new state of the shared breaker: closed, open or half_open */
    void onTurn(Consumer<String> listener) {
        turned = listener;
    }

    /** The state of the shared breaker. */
    String hostState() {
        return hostBreaker.getState().name();
    }

    /** Whether every breaker lets all requests through. */
    boolean closed() {
        return guards.values().stream().allMatch(Guard::closed);
    }

    /** The longest time until a request to some dataset may be sent; zero when all may be sent to now. */
    Duration longestWait() {
        return guards.values().stream()
                .map(Guard::remaining)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The shortest time until a request to any dataset may be sent; zero when one may be sent now. */
    Duration shortestWait() {
        return guards.values().stream()
                .map(Guard::remaining)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Pace pace() {
        return new Pace(
                settings.firstRetry(), settings.longestRetry(), settings.misconfiguredRetry(), steadyClock, random);
    }

    private CircuitBreaker breaker(String name, Pace pace, Predicate<CapiAnswer> trouble) {
        IntervalFunction open = IntervalFunction.ofExponentialBackoff(settings.firstOpen(), 2, settings.longestOpen());
        CircuitBreaker breaker = breakers.circuitBreaker(
                name,
                CircuitBreakerConfig.custom()
                        .clock(steadyClock)
                        .currentTimestampFunction(
                                clock -> Duration.between(Instant.EPOCH, clock.instant())
                                        .toNanos(),
                                TimeUnit.NANOSECONDS)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(4)
                        .failureRateThreshold(50)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .maxWaitDurationInHalfOpenState(LONGEST_HALF_OPEN)
                        .waitIntervalFunctionInOpenState(attempt -> {
                            long wait =
                                    (long) (open.apply(attempt) * (1 + OPEN_JITTER * (2 * random.nextDouble() - 1)));
                            pace.hold(Duration.ofMillis(wait));
                            return wait;
                        })
                        .recordResult(answer -> answer instanceof CapiAnswer read && trouble.test(read))
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            String to = event.getStateTransition().getToState().name().toLowerCase(Locale.ROOT);
            log.atWarn()
                    .addKeyValue("breaker", name)
                    .addKeyValue("to", to)
                    .log("circuit breaker to Meta; orders wait in Kafka while it is not closed");
            if (name.equals(HOST)) {
                turned.accept(to);
            }
        });
        return breaker;
    }
}
