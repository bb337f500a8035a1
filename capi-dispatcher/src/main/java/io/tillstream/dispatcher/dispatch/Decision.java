package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.deadletter.Reason;
import java.time.Duration;
import java.util.List;

/** What is to become of one order. */
sealed interface Decision {

    /**
     * It goes to Meta.
     *
     * @param datasets at least one
     * @param alone    whether it is so near to seven days that Meta may refuse it, and with it all that go along
     */
    record Send(CapiEvent event, List<String> datasets, boolean alone) implements Decision {}

    /** Meta is not to be told of it. */
    record Suppress(Suppression reason) implements Decision {}

    /**
     * It cannot be sent.
     *
     * @param brake whose brake stops it when nearly all die of the same; empty for what never dies in masses
     */
    record Bury(Reason reason, String detail, String brake) implements Decision {

        Bury(Reason reason, String detail) {
            this(reason, detail, "");
        }
    }

    /**
     * It must be neither sent nor given up yet.
     *
     * @param hold    what it waits for, in a word
     * @param why     what happened and what to do; empty when nobody has to do anything
     * @param retryIn when it is looked at again
     */
    record Hold(String hold, String why, Duration retryIn) implements Decision {}
}
