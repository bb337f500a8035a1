package io.tillstream.dispatcher.order;

/** A customer's seal that cannot be opened. Its message holds nothing personal. */
public class SealBroken extends RuntimeException {

    private final boolean keyUnknown;

    SealBroken(String message) {
        this(message, false);
    }

    SealBroken(String message, boolean keyUnknown) {
        super(message);
        this.keyUnknown = keyUnknown;
    }

    SealBroken(String message, Throwable cause) {
        super(message, cause);
        this.keyUnknown = false;
    }

    /** Whether it would open with a key that this service does not have. */
    public boolean keyUnknown() {
        return keyUnknown;
    }
}
