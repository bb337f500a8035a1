package io.tillstream.dispatcher.deadletter;

import java.time.Instant;

/**
 * A dead letter in its topic.
 *
 * @param letter    its position there: partition@offset
 * @param origin    the message (without its value when that was too large), its position, and all headers of the dead letter
 * @param receiptId id of its receipt
 * @param reason    why it was dead-lettered the last time
 * @param detail    what was wrong, without personal data
 * @param cause     the same for all dead letters with the same cause: Meta's code/subcode, else the detail or the reason
 * @param fbtraceId Meta's id of the request; empty when no request was sent
 * @param times     how often it was dead-lettered
 * @param at        when it was dead-lettered the last time
 */
public record StoredDeadLetter(
        String letter,
        Origin origin,
        String receiptId,
        Reason reason,
        String detail,
        String cause,
        String fbtraceId,
        int times,
        Instant at) {

    /** Whether the message was too large to be copied, so that only its own topic holds it. */
    public boolean pointer() {
        return origin.headers().lastHeader(DeadLetterHeaders.VALUE_LEFT_OUT) != null;
    }

    /** Size in bytes of a message that was not copied; 0 when it was. */
    int leftOut() {
        return DeadLetterHeaders.number(origin.headers(), DeadLetterHeaders.VALUE_LEFT_OUT);
    }
}
