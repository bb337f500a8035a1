package io.tillstream.dispatcher.deadletter;

import java.time.Instant;

/**
 * A dead letter as it lies in its topic.
 *
 * @param letter    where it lies there: partition@offset
 * @param origin    the message (without its value when that was too large for a letter), where it came from and all its headers, those of its deaths included
 * @param receiptId what its receipt is kept under
 * @param reason    why it died last
 * @param detail    what was wrong, without anything personal
 * @param cause     Meta's code and subcode as code/subcode when Meta refused it; else the detail, as far as others share it
 * @param fbtraceId Meta's id of the request; empty when Meta was not asked
 * @param deaths    how often it has died
 * @param at        when it died last
 */
public record StoredDeadLetter(
        String letter,
        Origin origin,
        String receiptId,
        Reason reason,
        String detail,
        String cause,
        String fbtraceId,
        int deaths,
        Instant at) {

    /** Whether the message was too large for a letter, and lies where it came from only. */
    public boolean pointer() {
        return origin.headers().lastHeader(DeadLetterHeaders.VALUE_LEFT_OUT) != null;
    }

    /** Bytes of the message that the letter of it does not hold; 0 when it holds all. */
    int leftOut() {
        return DeadLetterHeaders.number(origin.headers(), DeadLetterHeaders.VALUE_LEFT_OUT);
    }
}
