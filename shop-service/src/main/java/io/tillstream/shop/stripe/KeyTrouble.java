package io.tillstream.shop.stripe;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** A key that Stripe does not take for what it was asked: a person has to act, and nothing gets better by waiting. */
public final class KeyTrouble {

    /** Stripe's name of a restricted key's right, which it puts into its message. */
    private static final Pattern RIGHT = Pattern.compile("rak_[a-z0-9_]+");

    private KeyTrouble() {}

    /** @return false when it is trouble of another kind; then nothing is said */
    public static boolean tell(Logger log, StripeException e) {
        return switch (e) {
            case PermissionException missing -> {
                log.atError()
                        .addKeyValue("right", right(e))
                        .addKeyValue("request_id", e.getRequestId())
                        .log(
                                "STRIPE_SECRET_KEY is a restricted key that lacks a right. Nothing is lost: payments are settled by the reconciler once it has it. Add the right in Stripe's Dashboard under Developers > API keys");
                yield true;
            }
            case AuthenticationException revoked -> {
                log.atError()
                        .addKeyValue("request_id", e.getRequestId())
                        .log(
                                "Stripe does not know STRIPE_SECRET_KEY: it was revoked, or has a slip in it. Nothing is lost: payments are settled by the reconciler once there is a key. Find one in Stripe's Dashboard under Developers > API keys");
                yield true;
            }
            default -> false;
        };
    }

    /** What to do about it, in a sentence. */
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
