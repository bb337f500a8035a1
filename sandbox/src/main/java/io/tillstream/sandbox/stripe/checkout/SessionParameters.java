package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parameters of a new session. Invalid ones are refused as at Stripe.
 *
 * @param form all parameters, also those that are only returned unchanged
 */
record SessionParameters(Form form, List<Line> lines, List<Shipping> shipping, String currency) {

    private static final Pattern KNOWN = Pattern.compile(String.join(
            "|",
            "mode|client_reference_id|customer_email|success_url|cancel_url|locale|expires_at",
            "allow_promotion_codes|billing_address_collection|submit_type",
            "metadata\\[[^\\[\\]]{1,40}]",
            "payment_intent_data\\[metadata]\\[[^\\[\\]]{1,40}]",
            "payment_intent_data\\[(description|receipt_email)]",
            "subscription_data\\[metadata]\\[[^\\[\\]]{1,40}]",
            "subscription_data\\[(description|trial_period_days)]",
            "customer_creation|payment_method_collection",
            "(phone_number_collection|automatic_tax|adaptive_pricing|managed_payments)\\[enabled]",
            "consent_collection\\[(promotions|terms_of_service)]",
            "shipping_address_collection\\[allowed_countries]\\[\\d+]",
            "shipping_options\\[\\d+]\\[shipping_rate_data]\\[(type|display_name|tax_behavior)]",
            "shipping_options\\[\\d+]\\[shipping_rate_data]\\[fixed_amount]\\[(amount|currency)]",
            "shipping_options\\[\\d+]\\[shipping_rate_data]\\[delivery_estimate]\\[(minimum|maximum)]\\[(unit|value)]",
            "line_items\\[\\d+]\\[(quantity|price)]",
            "line_items\\[\\d+]\\[adjustable_quantity]\\[(enabled|minimum|maximum)]",
            "line_items\\[\\d+]\\[price_data]\\[recurring]\\[(interval|interval_count)]",
            "line_items\\[\\d+]\\[price_data]\\[(currency|unit_amount|tax_behavior)]",
            "line_items\\[\\d+]\\[price_data]\\[product_data]\\[(name|description|tax_code)]",
            "line_items\\[\\d+]\\[price_data]\\[product_data]\\[images]\\[[0-7]]",
            "line_items\\[\\d+]\\[price_data]\\[product_data]\\[metadata]\\[[^\\[\\]]{1,40}]"));

    /** Stripe's largest number of line items in a request. */
    static final int MOST_LINES = 100;

    private static final String SUBSCRIPTION = "subscription";
    private static final int MOST_SHIPPING_OPTIONS = 5;
    private static final int MOST_METADATA = 50;
    private static final int LONGEST_METADATA = 500;
    private static final int LONGEST_REFERENCE = 200;

    /** @param amount in minor units */
    record Shipping(String name, long amount) {}

    /** @param most the largest number of line items */
    static SessionParameters of(Form form, Catalog catalog, int most) {
        form.requireKnown(name -> KNOWN.matcher(name).matches());
        if (!Set.of("payment", SUBSCRIPTION).contains(form.required("mode"))) {
            throw StripeError.invalid("This stand-in supports only mode=payment and mode=subscription.");
        }
        form.required("success_url");
        String reference = form.text("client_reference_id");
        if (reference != null && reference.length() > LONGEST_REFERENCE) {
            throw StripeError.invalid("client_reference_id can have at most " + LONGEST_REFERENCE + " characters.");
        }
        requireMetadata(form.inside("metadata"));
        requireMetadata(form.inside("payment_intent_data[metadata]"));
        List<Line> lines = Line.of(form, catalog);
        requireLines(lines, SUBSCRIPTION.equals(form.text("mode")), most);
        return new SessionParameters(form, lines, shipping(form), currency(form, lines));
    }

    /** Whether all prices include tax. Without {@code tax_behavior}, tax is added. */
    boolean taxInside() {
        if (form.flag("managed_payments[enabled]")) {
            return true;
        }
        return form.items("line_items").stream()
                .allMatch(item -> "inclusive".equals(form.text(item + "[price_data][tax_behavior]")));
    }

    boolean subscription() {
        return SUBSCRIPTION.equals(form.text("mode"));
    }

    private static void requireLines(List<Line> lines, boolean subscription, int most) {
        if (lines.isEmpty() || lines.size() > most) {
            throw StripeError.invalid("You must pass 1 to " + most + " line_items in payment mode.");
        }
        boolean recurring = lines.stream().anyMatch(Line::recurring);
        if (recurring && !subscription) {
            throw StripeError.invalid("You specified `payment` mode but passed a recurring price. Either switch to "
                    + "`subscription` mode or use only one-time prices.");
        }
        if (!recurring && subscription) {
            throw StripeError.invalid("You must provide at least one recurring price in `subscription` mode.");
        }
    }

    private static List<Shipping> shipping(Form form) {
        List<Shipping> shipping = form.items("shipping_options").stream()
                .map(item -> item + "[shipping_rate_data]")
                .map(rate -> new Shipping(
                        form.required(rate + "[display_name]"), form.number(rate + "[fixed_amount][amount]", 0)))
                .toList();
        if (shipping.size() > MOST_SHIPPING_OPTIONS) {
            throw StripeError.invalid("shipping_options can have at most " + MOST_SHIPPING_OPTIONS + " options.");
        }
        return shipping;
    }

    private static String currency(Form form, List<Line> lines) {
        List<String> currencies = Stream.concat(
                        lines.stream().map(Line::currency),
                        form.values().entrySet().stream()
                                .filter(entry -> entry.getKey().endsWith("[currency]"))
                                .map(Map.Entry::getValue))
                .distinct()
                .toList();
        if (currencies.size() != 1 || !currencies.getFirst().matches("[a-z]{3}")) {
            throw StripeError.invalid("All prices must have the same currency, three lower-case letters.");
        }
        return currencies.getFirst();
    }

    private static void requireMetadata(Map<String, String> metadata) {
        if (metadata.size() > MOST_METADATA
                || metadata.values().stream().anyMatch(value -> value.length() > LONGEST_METADATA)) {
            throw StripeError.invalid("Metadata can have at most " + MOST_METADATA + " keys, and values of at most "
                    + LONGEST_METADATA + " characters.");
        }
    }
}
