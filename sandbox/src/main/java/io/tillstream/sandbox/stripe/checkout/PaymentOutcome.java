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
    ANOTHER_CURRENCY("card"),
    /** As {@link #ANOTHER_CURRENCY}, and the payment intent is in the shopper's currency as well. */
    ANOTHER_INTENT_CURRENCY("card"),
    /** Stripe sells the goods as the merchant of record; tax is inside the prices. */
    MANAGED_PAYMENTS("card");

    private final String method;

    PaymentOutcome(String method) {
        this.method = method;
    }

    /** False if the payment takes days. */
    boolean atOnce() {
        return this != KONBINI && this != BANK_DEBIT;
    }

    boolean presentsAnotherCurrency() {
        return this == ANOTHER_CURRENCY || this == ANOTHER_INTENT_CURRENCY;
    }

    /** Stripe's name of the payment method. */
    String method() {
        return method;
    }
}
