package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.deadletter.DeadLetter;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.receipt.Receipt;
import java.time.Instant;

/** A message and its dead letter. */
record Unsendable(Incoming incoming, DeadLetter letter) {

    static Unsendable of(Incoming incoming, String receiptId, Reason reason, String detail) {
        return new Unsendable(incoming, DeadLetter.of(incoming.origin(), receiptId, reason, detail));
    }

    Receipt receipt(Instant at) {
        return Receipt.deadLettered(
                incoming.origin().partition(),
                letter.receiptId(),
                letter.reason().text(),
                letter.fbtraceId().isEmpty() ? null : letter.fbtraceId(),
                incoming.sale(),
                at);
    }
}
