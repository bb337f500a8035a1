package io.tillstream.sandbox.stripe.checkout;

/** What comes of an attempt to pay. Forms write the names small and with hyphens: {@code card=no-funds}. */
public enum PaymentOutcome {
    GOOD("card"),
    DECLINED("card"),
    NO_FUNDS("card"),
    /** The bank asks the shopper to confirm, on a page of its own. */
    THREE_D_SECURE("card"),
    CONFIRMED("card"),
    NOT_CONFIRMED("card"),
    /** A voucher, paid in a shop within days or not at all. */
    KONBINI("konbini"),
    /** Booked within days, or bounced. */
    BANK_DEBIT("sepa_debit"),
    /** Stripe collects one major unit more than it was asked to. */
    ANOTHER_AMOUNT("card"),
    /** The shopper pays in pesos or yen, the shop gets its own currency. */
    ANOTHER_CURRENCY("card");

    private final String method;

    PaymentOutcome(String method) {
        this.method = method;
    }

    /** In Stripe's words. */
    String method() {
        return method;
    }
}
