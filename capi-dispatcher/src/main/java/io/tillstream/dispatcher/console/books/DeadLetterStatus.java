package io.tillstream.dispatcher.console.books;

import io.tillstream.dispatcher.deadletter.Reason;
import java.time.Instant;

/**
 * A dead letter, without what is in it.
 *
 * @param at        where it lies: partition@offset
 * @param receiptId what its receipt is kept under: the event id, for an order that could be read
 * @param orderId   key of its message; empty when it had none
 * @param detail    what was wrong, without anything personal
 * @param cause     Meta's code and subcode, or the detail: what letters that died of the same have in common
 * @param diedAt    the last time
 * @param deaths    how often it has died
 * @param state     what stands of it now
 */
public record DeadLetterStatus(
        String at,
        String receiptId,
        String orderId,
        Reason reason,
        String detail,
        String cause,
        String fbtraceId,
        String origin,
        Instant diedAt,
        int deaths,
        State state) {

    /** What stands of a letter. */
    public enum State {
        OPEN,
        /** It was let go again, and nothing is known yet of what became of it. */
        ON_ITS_WAY,
        /** Sent, or suppressed for a reason. */
        SETTLED,
        /** An operator has said why it will not be sent. */
        DISCARDED,
        /** It died again: a newer letter stands for it. */
        DIED_AGAIN
    }

    DeadLetterStatus in(State now) {
        return new DeadLetterStatus(
                at, receiptId, orderId, reason, detail, cause, fbtraceId, origin, diedAt, deaths, now);
    }
}
