package io.tillstream.dispatcher.dispatch;

import java.time.Duration;
import java.util.Map;

/** What became of a batch. Whatever happens in it ends as one of these; nothing is thrown. */
public sealed interface Outcome {

    /** Every order of it has a receipt that Kafka has acknowledged, and its offsets may be committed. */
    record Settled() implements Outcome {}

    /**
     * Nothing of it was looked at. It is to be given again.
     *
     * @param pause how long to hold it back; longer than zero
     */
    record Deferred(Duration pause) implements Outcome {}

    /**
     * Some orders wait, and all others are settled. Those behind the waiting ones may pass.
     *
     * @param waiting by partition; a partition that is not in it is settled
     */
    record Partly(Map<Integer, Waiting> waiting) implements Outcome {

        public Partly {
            waiting = Map.copyOf(waiting);
        }
    }

    /**
     * What waits in one partition.
     *
     * @param first offset of the first order that waits
     * @param holds what they wait for, in a word, and in how long it makes sense to try again; not empty
     */
    record Waiting(long first, Map<String, Duration> holds) {

        public Waiting {
            holds = Map.copyOf(holds);
        }
    }
}
