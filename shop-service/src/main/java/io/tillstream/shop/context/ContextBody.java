package io.tillstream.shop.context;

import org.jspecify.annotations.Nullable;

/** What the body of a request says of a visitor. */
sealed interface ContextBody {

    /**
     * A body in the right form. Its statement is not checked yet.
     *
     * @param reference the client_reference_id: letters, digits, - and _, 1 to 200
     * @param token     32 random bytes of the browser in base64url; null when there is none
     */
    record Stated(String reference, @Nullable String token, Statement statement) implements ContextBody {

        /** Without the token, so that it may be logged. */
        @Override
        public String toString() {
            return "Stated[]";
        }
    }

    /** @param why a sentence for the sender; nothing of the body is repeated in it */
    record Malformed(String why) implements ContextBody {}
}
