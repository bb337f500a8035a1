package io.tillstream.dispatcher.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.dispatcher.kafka.Offsets;
import java.time.Instant;
import java.util.Map;

/**
 * A request to Meta that was not accepted, or a turn of an instance's circuit breaker.
 *
 * @param at        when Meta answered, or the breaker turned
 * @param instance  name of the dispatcher
 * @param answer    throttled, refused, misconfigured, unreachable or in doubt; for a breaker closed, open, half_open, or started
 *     when its instance did
 * @param dataset   that was to take the events; empty for a breaker
 * @param detail    Meta's words or ours; nothing of a customer
 * @param code      Meta's error code; 0 when there was none
 * @param subcode   Meta's error subcode; 0 when there was none
 * @param fbtraceId Meta's id of the request; empty when there was none
 * @param events    how many the request held; 0 for a breaker
 * @param orders    which, by partition of the topic of orders
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

    /** Whether it is a turn of a breaker. */
    public boolean breaker() {
        return events == 0;
    }

    /** Whether it is a breaker that lets everything through from then on. */
    public boolean lets() {
        return breaker() && (answer.equals(CLOSED) || answer.equals(STARTED));
    }

    /** Whether it carried the order of a message. */
    public boolean carried(int partition, long offset) {
        Offsets offsets = orders.get(partition);
        return offsets != null && offsets.contain(offset);
    }
}
