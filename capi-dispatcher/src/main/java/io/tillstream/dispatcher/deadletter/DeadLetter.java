package io.tillstream.dispatcher.deadletter;

/**
 * A message that cannot be sent.
 *
 * @param detail    what was wrong, without anything personal
 * @param code      Meta's error code; 0 when Meta was not asked
 * @param subcode   Meta's error subcode; 0 when there was none
 * @param fbtraceId Meta's id of the request; empty when Meta was not asked
 */
public record DeadLetter(Origin origin, Reason reason, String detail, int code, int subcode, String fbtraceId) {

    public static DeadLetter of(Origin origin, Reason reason, String detail) {
        return new DeadLetter(origin, reason, detail, 0, 0, "");
    }
}
