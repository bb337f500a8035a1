package io.tillstream.dispatcher.order;

/** A customer's seal that cannot be opened. Its message contains no personal data. */
public class SealBroken extends RuntimeException {

    private final String unknownKey;

    SealBroken(String message) {
        this(message, "");
    }

    /** @param unknownKey the key that this service does not have, as "key" and its id, cut; empty for another cause */
    SealBroken(String message, String unknownKey) {
        super(message);
        this.unknownKey = unknownKey;
    }

    SealBroken(String message, Throwable cause) {
        super(message, cause);
        this.unknownKey = "";
    }

    /** Whether it was sealed with a key that this service does not have. */
    public boolean keyUnknown() {
        return !unknownKey.isEmpty();
    }

    /** The key that this service does not have, as "key" and its id; empty for another cause. */
    public String unknownKey() {
        return unknownKey;
    }
}
