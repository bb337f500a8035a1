package io.tillstream.dispatcher.deadletter;

/**
 * A message that cannot be sent.
 *
 * @param receiptId id of its receipt
 * @param detail    what was wrong, without personal data
 * @param code      Meta's error code; 0 when no request was sent
 * @param subcode   Meta's error subcode; 0 when there was none
 * @param fbtraceId Meta's id of the request; empty when no request was sent
 */
public record DeadLetter(
        Origin origin, String receiptId, Reason reason, String detail, int code, int subcode, String fbtraceId) {

    public static DeadLetter of(Origin origin, String receiptId, Reason reason, String detail) {
        return new DeadLetter(origin, receiptId, reason, detail, 0, 0, "");
    }
}
