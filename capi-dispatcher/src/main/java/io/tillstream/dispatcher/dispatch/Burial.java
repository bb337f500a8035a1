package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.deadletter.DeadLetter;
import io.tillstream.dispatcher.deadletter.Reason;

/** A message and the letter that it becomes. */
record Burial(Incoming incoming, DeadLetter letter) {

    static Burial of(Incoming incoming, String receiptId, Reason reason, String detail) {
        return new Burial(incoming, DeadLetter.of(incoming.origin(), receiptId, reason, detail));
    }
}
