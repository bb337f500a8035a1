package io.tillstream.dispatcher.attempt;

/**
 * Why Meta did not accept a request.
 *
 * @param answer    throttled, refused, misconfigured, unreachable or in doubt
 * @param detail    Meta's message or ours; nothing about a customer
 * @param code      Meta's error code; 0 when there was none
 * @param subcode   Meta's error subcode; 0 when there was none
 * @param fbtraceId Meta's id of the request; empty when there was none
 */
public record Failure(String answer, String detail, int code, int subcode, String fbtraceId) {

    /** A failure without an error code of Meta's. */
    public static Failure withoutCode(String answer, String detail, String fbtraceId) {
        return new Failure(answer, detail, 0, 0, fbtraceId);
    }
}
