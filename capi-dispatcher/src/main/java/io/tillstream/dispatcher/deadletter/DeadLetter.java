package io.tillstream.dispatcher.deadletter;

/**
 * A message that cannot be sent.
 *
 * @param receiptId what its receipt is kept under
 * @param detail    what was wrong, without anything personal
 * @param code      Meta's error code; 0 when Meta was not asked
 * @param subcode   Meta's error subcode; 0 when there was none
 * @param fbtraceId Meta's id of the request; empty when Meta was not asked
 */
public record DeadLetter(
        Origin origin, String receiptId, Reason reason, String detail, int code, int subcode, String fbtraceId) {

    public static DeadLetter of(Origin origin, String receiptId, Reason reason, String detail) {
        return new DeadLetter(origin, receiptId, reason, detail, 0, 0, "");
    }
}
