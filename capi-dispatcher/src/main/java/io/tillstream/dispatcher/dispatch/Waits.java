package io.tillstream.dispatcher.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects which orders of a batch wait, and for what. */
final class Waits {

    private final Map<Integer, Long> first = new HashMap<>();
    private final Map<Integer, Map<String, Duration>> holds = new HashMap<>();
    private int orders;

    /**
     * Notes that an order waits.
     *
     * @param hold    what it waits for: a dataset, or a word such as receipts
     * @param retryIn time until the next try
     */
    void add(Incoming incoming, String hold, Duration retryIn) {
        int partition = incoming.origin().partition();
        first.merge(partition, incoming.origin().offset(), Math::min);
        holds.computeIfAbsent(partition, each -> new HashMap<>())
                .merge(hold, retryIn, (one, other) -> one.compareTo(other) < 0 ? one : other);
        orders++;
    }

    /** Notes that events wait, and so their orders. */
    void add(List<Outgoing> events, String hold, Duration retryIn) {
        events.forEach(each -> add(each.incoming(), hold, retryIn));
    }

    /** How many wait; an order for two datasets may count twice. */
    int orders() {
        return orders;
    }

    Outcome outcome() {
        if (first.isEmpty()) {
            return new Outcome.Settled();
        }
        Map<Integer, Outcome.Waiting> waiting = new HashMap<>();
        first.forEach((partition, offset) ->
                waiting.put(partition, new Outcome.Waiting(offset, holds.getOrDefault(partition, Map.of()))));
        return new Outcome.Partly(waiting);
    }
}
