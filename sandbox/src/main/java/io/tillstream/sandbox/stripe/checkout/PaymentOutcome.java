package io.tillstream.sandbox.stripe.checkout;

/** The outcome that a shopper chooses on the payment page. Forms use lower case and hyphens: {@code card=no-funds}. */
public enum PaymentOutcome {
    GOOD("card"),
    DECLINED("card"),
    NO_FUNDS("card"),
    /** The bank asks the shopper to confirm on a separate page. */
    THREE_D_SECURE("card"),
    CONFIRMED("card"),
    NOT_CONFIRMED("card"),
    /** A voucher that is paid in a shop within days, or never. */
    KONBINI("konbini"),
    /** A debit that is booked or returned within days. */
    BANK_DEBIT("sepa_debit"),
    /** Stripe collects one major unit more than requested. */
    ANOTHER_AMOUNT("card"),
    /** The shopper pays in pesos or yen; the shop receives its own currency. */
    ANOTHER_CURRENCY("card");

    private final String method;

    PaymentOutcome(String method) {
        this.method = method;
    }

    /** Stripe's name of the payment method. */
    String method() {
        return method;
    }
}
