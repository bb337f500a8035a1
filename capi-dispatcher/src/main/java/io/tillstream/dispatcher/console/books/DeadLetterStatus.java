package io.tillstream.dispatcher.console.books;

import io.tillstream.dispatcher.deadletter.Reason;
import java.time.Instant;

/**
 * A dead letter without its message.
 *
 * @param at        partition@offset in the topic of dead letters
 * @param receiptId key of its receipt: the event id, if the order could be read
 * @param orderId   key of its message; empty when it had none
 * @param detail    what was wrong, without personal data
 * @param cause     Meta's code and subcode, or the detail; equal for dead letters of the same cause
 * @param deadLetteredAt    when it was last dead-lettered
 * @param times     how often the order has been dead-lettered
 * @param state     current state
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
        Instant deadLetteredAt,
        int times,
        State state) {

    /** The state of a dead letter. */
    public enum State {
        OPEN,
        /** Replayed; the result is not known yet. */
        ON_ITS_WAY,
        /** Sent or suppressed. */
        SETTLED,
        /** An operator discarded it and said why. */
        DISCARDED,
        /** Dead-lettered again: a newer dead letter has replaced it. */
        DEAD_LETTERED_AGAIN
    }

    DeadLetterStatus in(State now) {
        return new DeadLetterStatus(
                at, receiptId, orderId, reason, detail, cause, fbtraceId, origin, deadLetteredAt, times, now);
    }
}
