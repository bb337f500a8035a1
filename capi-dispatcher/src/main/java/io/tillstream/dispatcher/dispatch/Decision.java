package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.EncodedEvent;
import io.tillstream.dispatcher.deadletter.Reason;
import java.time.Duration;
import java.util.List;

/** What happens to one order. */
sealed interface Decision {

    /**
     * It is sent to Meta.
     *
     * @param datasets at least one
     * @param alone    whether it is so close to seven days old that Meta may refuse it, and with it the whole request
     */
    record Send(EncodedEvent event, List<String> datasets, boolean alone) implements Decision {}

    /** It is not sent to Meta, though nothing is wrong with it. */
    record Suppress(Suppression reason) implements Decision {}

    /**
     * It cannot be sent, and is dead-lettered.
     *
     * @param brake the brake that stops dead-lettering when nearly all fail this way; empty for reasons without a brake
     */
    record DeadLetter(Reason reason, String detail, String brake) implements Decision {

        DeadLetter(Reason reason, String detail) {
            this(reason, detail, "");
        }
    }

    /**
     * It must neither be sent nor dead-lettered yet.
     *
     * @param hold    what it waits for, in a word
     * @param why     what happened and what to do; empty when an operator need not act
     * @param retryIn when it is looked at again
     */
    record Hold(String hold, String why, Duration retryIn) implements Decision {}
}
