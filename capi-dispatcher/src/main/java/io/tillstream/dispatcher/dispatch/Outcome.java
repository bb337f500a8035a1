package io.tillstream.dispatcher.dispatch;

import java.time.Duration;
import java.util.Map;

/** The result of a batch. */
public sealed interface Outcome {

    /** Kafka has acknowledged a receipt of every order, so that the offsets may be committed. */
    record Settled() implements Outcome {}

    /**
     * Nothing was done. The same batch is to be dispatched again.
     *
     * @param pause how long to wait first; longer than zero
     */
    record Deferred(Duration pause) implements Outcome {}

    /**
     * Some orders wait, and all others are settled, also those behind the waiting ones.
     *
     * @param waiting by partition; a partition that is not in it is settled
     */
    record Partly(Map<Integer, Waiting> waiting) implements Outcome {

        public Partly {
            waiting = Map.copyOf(waiting);
        }
    }

    /**
     * The orders that wait in one partition.
     *
     * @param first offset of the first order that waits
     * @param holds what they wait for, in a word, and the time until the next try; not empty
     */
    record Waiting(long first, Map<String, Duration> holds) {

        public Waiting {
            holds = Map.copyOf(holds);
        }
    }
}
