package io.tillstream.dispatcher.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillstream.dispatcher.matching.MatchKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what happened to orders, and how long after the payment. */
@Component
class DispatchMetrics {

    private static final String EVENTS = "dispatcher.events";
    private static final String DESCRIPTION = "Orders by what became of them";

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter duplicates;
    private final Timer paidToAccepted;
    private final KeyCounters matchKeys;

    DispatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = events("accepted", "none");
        this.duplicates = events("duplicate", "none");
        this.matchKeys = new KeyCounters(registry);
        this.paidToAccepted = Timer.builder("dispatcher.paid.to.accepted")
                .description("From Stripe's payment to Meta's acceptance")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(100))
                .maximumExpectedValue(Duration.ofDays(7))
                .register(registry);
    }

    void accepted(int events) {
        accepted.increment(events);
    }

    /**
     * Counts what accepted events had.
     *
     * @param now when Meta accepted them
     */
    void matched(List<Outgoing> events, Instant now) {
        Map<MatchKeys, Integer> keys = new HashMap<>();
        for (Outgoing each : events) {
            Duration sincePaid = Duration.between(each.event().time(), now);
            paidToAccepted.record(sincePaid.isNegative() ? Duration.ZERO : sincePaid);
            keys.merge(each.event().matchKeys(), 1, Integer::sum);
            unusable(each.event().unusable());
        }
        matchKeys.count(keys);
    }

    void duplicates(int count) {
        duplicates.increment(count);
    }

    void suppressed(String reason) {
        events("suppressed", reason).increment();
    }

    void deadLettered(String reason) {
        events("dead_lettered", reason).increment();
    }

    /** @param cause how the answer was lost: no_answer, gateway, short, or killed when the dispatcher ended before it */
    void inDoubt(String cause, int events) {
        Counter.builder("dispatcher.in.doubt")
                .tag("cause", cause)
                .description(
                        "Events that Meta may have already, because the answer was lost; sent again they may be there twice")
                .register(registry)
                .increment(events);
    }

    /** @param fields Meta's names */
    private void unusable(List<String> fields) {
        for (String field : fields) {
            Counter.builder("dispatcher.fields.unusable")
                    .tag("field", field)
                    .description("Customer values left out because nothing could be made of them")
                    .register(registry)
                    .increment();
        }
    }

    private Counter events(String outcome, String reason) {
        return Counter.builder(EVENTS)
                .tag("outcome", outcome)
                .tag("reason", reason)
                .description(DESCRIPTION)
                .register(registry);
    }
}
