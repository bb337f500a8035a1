package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiAnswer;

/** Meta did not accept a request. Thrown through Kafka's listener container, which gives the batch again later. */
public class Undelivered extends RuntimeException {

    Undelivered(CapiAnswer answer) {
        super(text(answer));
    }

    private static String text(CapiAnswer answer) {
        return switch (answer) {
            case CapiAnswer.Accepted accepted -> throw new IllegalArgumentException("Accepted is delivered");
            case CapiAnswer.Throttled throttled ->
                "Meta throttles (code " + throttled.code()
                        + "). Nothing is lost: the orders wait in Kafka and are sent again";
            case CapiAnswer.Unreachable unreachable ->
                unreachable.reason() + ". Nothing is lost: the orders wait in Kafka and are sent again";
            case CapiAnswer.Refused refused ->
                "Meta refused an event (code " + refused.code() + "/" + refused.subcode() + ", fbtrace_id "
                        + refused.fbtraceId() + "): " + refused.message();
            case CapiAnswer.Misconfigured wrong ->
                "Meta refuses the token, the dataset or the API version (code " + wrong.code() + "/" + wrong.subcode()
                        + ", fbtrace_id " + wrong.fbtraceId() + "): " + wrong.message()
                        + ". Nothing is lost: the orders wait in Kafka. Check META_ACCESS_TOKEN, META_PIXEL_ID and"
                        + " META_API_VERSION, and restart";
        };
    }
}
