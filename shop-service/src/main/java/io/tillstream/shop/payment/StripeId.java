package io.tillstream.shop.payment;

import java.util.regex.Pattern;

/**
 * The forms of the ids that are read from Stripe. With an empty or odd id, stripe-java would request something else, such as
 * the list of all sessions.
 */
enum StripeId {
    SESSION("cs_(test|live)_[A-Za-z0-9]{1,200}"),
    INVOICE("in_[A-Za-z0-9_]{1,200}"),
    PAYMENT_INTENT("pi_[A-Za-z0-9_]{1,200}");

    private final Pattern form;

    StripeId(String form) {
        this.form = Pattern.compile(form);
    }

    /** Whether a text has the form of such an id. */
    boolean fits(String text) {
        return form.matcher(text).matches();
    }
}
