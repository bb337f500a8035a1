package io.tillstream.dispatcher.order;

/** A customer's seal that cannot be opened. Its message holds nothing personal. */
public class SealBroken extends RuntimeException {

    SealBroken(String message) {
        super(message);
    }

    SealBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
