package io.tillstream.dispatcher.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.dispatcher.kafka.Offsets;
import java.time.Instant;
import java.util.Map;

/**
 * One record of the topic of attempts: either a {@linkplain #request request} that Meta did not accept, or a
 * {@linkplain #breakerTurn change of state} of an instance's circuit breaker. The two are told apart by the number of events.
 *
 * @param at        when Meta answered, or the breaker's state changed
 * @param instance  name of the dispatcher
 * @param answer    of a request, see {@link Failure}; of a breaker its new state: closed, open, half_open, or started when its
 *     instance started
 * @param dataset   the dataset of the request; empty for a breaker
 * @param detail    see {@link Failure}; empty for a breaker
 * @param code      see {@link Failure}; 0 for a breaker
 * @param subcode   see {@link Failure}; 0 for a breaker
 * @param fbtraceId see {@link Failure}; empty for a breaker
 * @param events    number of events in the request; 0 for a breaker
 * @param orders    offsets of the request's orders, by partition of the topic of orders; empty for a breaker
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Attempt(
        Instant at,
        String instance,
        String answer,
        String dataset,
        String detail,
        int code,
        int subcode,
        String fbtraceId,
        int events,
        Map<Integer, Offsets> orders) {

    static final String STARTED = "started";
    private static final String CLOSED = "closed";

    public Attempt {
        dataset = dataset == null ? "" : dataset;
        detail = detail == null ? "" : detail;
        fbtraceId = fbtraceId == null ? "" : fbtraceId;
        orders = orders == null ? Map.of() : Map.copyOf(orders);
    }

    /** @param events more than 0 */
    static Attempt ofRequest(
            Instant at, String instance, String dataset, Failure failure, int events, Map<Integer, Offsets> orders) {
        return new Attempt(
                at,
                instance,
                failure.answer(),
                dataset,
                failure.detail(),
                failure.code(),
                failure.subcode(),
                failure.fbtraceId(),
                events,
                orders);
    }

    static Attempt ofBreaker(Instant at, String instance, String state) {
        return new Attempt(at, instance, state, "", "", 0, 0, "", 0, Map.of());
    }

    /** Whether it is a request that Meta did not accept. */
    public boolean request() {
        return events > 0;
    }

    /** Whether it is a change of state of a circuit breaker. */
    public boolean breakerTurn() {
        return !request();
    }

    /** Whether it is a circuit breaker that lets every request through from then on. */
    public boolean breakerClosed() {
        return breakerTurn() && (answer.equals(CLOSED) || answer.equals(STARTED));
    }

    /** Whether it is a request that contained the order at an offset. */
    public boolean carried(int partition, long offset) {
        Offsets offsets = orders.get(partition);
        return offsets != null && offsets.contain(offset);
    }
}
