package io.tillstream.sandbox.stripe.checkout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The amounts of a session, in minor units.
 *
 * @param tax included in the other amounts if {@code taxInside}, else added to them
 */
record Totals(long subtotal, long discount, long shipping, long tax, boolean taxInside) {

    /** One rate for all countries is enough to show that tax is calculated. */
    private static final int TAX_PERCENT = 10;

    /**
     * @param percentOff 0 to 100, of the goods; Stripe's promotion codes do not change shipping
     * @param shippingOption index of the session's option, from 0; ignored if it has none
     * @param taxed false while the shopper's address is unknown
     */
    static Totals of(JsonNode session, int percentOff, int shippingOption, boolean taxed) {
        boolean trial = session.path("sandbox_trial_days").asLong(0) > 0;
        long subtotal = StreamSupport.stream(session.path("sandbox_line_items").spliterator(), false)
                .filter(line -> !trial || !line.path("interval").isString())
                .mapToLong(line ->
                        line.path("unitAmount").asLong() * line.path("quantity").asLong())
                .sum();
        long discount = share(subtotal, percentOff, 100);
        long shipping = session.path("shipping_options")
                .path(shippingOption)
                .path("shipping_amount")
                .asLong(0);
        long taxable = subtotal - discount + shipping;
        boolean inside = session.path("sandbox_tax_inside").asBoolean(false);
        long tax = 0;
        // With Managed Payments, Stripe is the merchant of record and sets the tax itself.
        boolean managed = session.path("managed_payments").path("enabled").asBoolean(false);
        if (taxed && (managed || session.path("automatic_tax").path("enabled").asBoolean(false))) {
            tax = share(taxable, TAX_PERCENT, inside ? 100 + TAX_PERCENT : 100);
        }
        return new Totals(subtotal, discount, shipping, tax, inside);
    }

    /** The amounts of a session as written by {@link #writeTo}. */
    static Totals written(JsonNode session) {
        JsonNode details = session.path("total_details");
        return new Totals(
                session.path("amount_subtotal").asLong(),
                details.path("amount_discount").asLong(),
                details.path("amount_shipping").asLong(),
                details.path("amount_tax").asLong(),
                session.path("sandbox_tax_inside").asBoolean(false));
    }

    long total() {
        return subtotal - discount + shipping + (taxInside ? 0 : tax);
    }

    void writeTo(ObjectNode session) {
        session.put("amount_subtotal", subtotal).put("amount_total", total());
        session.putObject("total_details")
                .put("amount_discount", discount)
                .put("amount_shipping", shipping)
                .put("amount_tax", tax);
    }

    private static long share(long amount, int of, int whole) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(of))
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
