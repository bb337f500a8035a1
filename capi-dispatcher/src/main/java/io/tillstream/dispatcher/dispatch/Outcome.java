package io.tillstream.dispatcher.dispatch;

import java.time.Duration;

/** What became of a batch. */
public sealed interface Outcome {

    /** Every order of it has a receipt, and its offsets may be committed. */
    record Settled() implements Outcome {}

    /**
     * Some orders of it wait. It is to be given again.
     *
     * @param pause how long to hold it back; longer than zero
     */
    record Deferred(Duration pause) implements Outcome {}
}
