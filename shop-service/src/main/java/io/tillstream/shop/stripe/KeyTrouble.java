package io.tillstream.shop.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** Errors because Stripe refuses the key. Retrying does not help; a person must act. */
public final class KeyTrouble {

    /** The name of a restricted key's right, as it is in Stripe's message. */
    private static final Pattern RIGHT = Pattern.compile("rak_[a-z0-9_]+");

    private KeyTrouble() {}

    /**
     * Logs what to do.
     *
     * @return false for any other error; then nothing is logged
     */
    public static boolean logged(Logger log, StripeException e) {
        return switch (e) {
            case PermissionException missing -> {
                log.atError()
                        .addKeyValue("right", right(e))
                        .addKeyValue("request_id", e.getRequestId())
                        .log(
                                "STRIPE_SECRET_KEY is a restricted key that lacks a right. Nothing is lost: the reconciler settles payments once the key has it. Add the right in Stripe's Dashboard under Developers > API keys");
                yield true;
            }
            case AuthenticationException revoked -> {
                log.atError()
                        .addKeyValue("request_id", e.getRequestId())
                        .log(
                                "Stripe does not know STRIPE_SECRET_KEY: it was revoked or mistyped. Nothing is lost: the reconciler settles payments once there is a valid key. Find one in Stripe's Dashboard under Developers > API keys");
                yield true;
            }
            default -> false;
        };
    }

    /** What to do about an error, in a sentence. */
    public static String advice(StripeException e) {
        return switch (e) {
            case PermissionException missing ->
                "Give it the right " + right(e) + " in Stripe's Dashboard under Developers > API keys";
            case AuthenticationException revoked ->
                "Stripe does not know the key: find one in Stripe's Dashboard under Developers > API keys";
            default -> "Stripe answered " + e.getStatusCode() + "; try again";
        };
    }

    private static String right(StripeException e) {
        Matcher right = RIGHT.matcher(String.valueOf(e.getMessage()));
        return right.find() ? right.group() : String.valueOf(e.getUserMessage());
    }
}
