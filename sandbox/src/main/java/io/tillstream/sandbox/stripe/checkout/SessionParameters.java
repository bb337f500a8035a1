package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a new session. Invalid ones are refused as at Stripe.
 *
 * @param form all parameters, also those that are only returned unchanged
 */
public record SessionParameters(Form form, List<Line> lines, List<Shipping> shipping, String currency) {

    private static final Pattern KNOWN = Pattern.compile(String.join(
            "|",
            "mode|client_reference_id|customer_email|success_url|cancel_url|locale|expires_at",
            "allow_promotion_codes|billing_address_collection|submit_type",
            "metadata\\[[^\\[\\]]{1,40}]",
            "payment_intent_data\\[metadata]\\[[^\\[\\]]{1,40}]",
            "payment_intent_data\\[(description|receipt_email)]",
            "(phone_number_collection|automatic_tax|adaptive_pricing)\\[enabled]",
            "consent_collection\\[(promotions|terms_of_service)]",
            "shipping_address_collection\\[allowed_countries]\\[\\d+]",
            "shipping_options\\[\\d+]\\[shipping_rate_data]\\[(type|display_name|tax_behavior)]",
            "shipping_options\\[\\d+]\\[shipping_rate_data]\\[fixed_amount]\\[(amount|currency)]",
            "shipping_options\\[\\d+]\\[shipping_rate_data]\\[delivery_estimate]\\[(minimum|maximum)]\\[(unit|value)]",
            "line_items\\[\\d+]\\[quantity]",
            "line_items\\[\\d+]\\[price_data]\\[(currency|unit_amount|tax_behavior)]",
            "line_items\\[\\d+]\\[price_data]\\[product_data]\\[(name|description|tax_code)]",
            "line_items\\[\\d+]\\[price_data]\\[product_data]\\[images]\\[[0-7]]",
            "line_items\\[\\d+]\\[price_data]\\[product_data]\\[metadata]\\[[^\\[\\]]{1,40}]"));

    private static final int MOST_LINES = 100;
    private static final int MOST_SHIPPING_OPTIONS = 5;
    private static final int MOST_METADATA = 50;
    private static final int LONGEST_METADATA = 500;
    private static final int LONGEST_REFERENCE = 200;

    /**
     * One line item.
     *
     * @param unitAmount in minor units
     */
    record Line(
            String name,
            @Nullable String description,
            long unitAmount,
            long quantity,
            Map<String, String> productMetadata) {}

    /** @param amount in minor units */
    record Shipping(String name, long amount) {}

    public static SessionParameters of(Form form) {
        form.requireKnown(name -> KNOWN.matcher(name).matches());
        if (!"payment".equals(form.required("mode"))) {
            throw StripeError.invalid("This stand-in supports only mode=payment.");
        }
        form.required("success_url");
        String reference = form.text("client_reference_id");
        if (reference != null && reference.length() > LONGEST_REFERENCE) {
            throw StripeError.invalid("client_reference_id can have at most " + LONGEST_REFERENCE + " characters.");
        }
        requireMetadata(form.inside("metadata"));
        requireMetadata(form.inside("payment_intent_data[metadata]"));
        return new SessionParameters(form, lines(form), shipping(form), currency(form));
    }

    /** Whether all prices include tax. Without {@code tax_behavior}, tax is added. */
    boolean taxInside() {
        return form.items("line_items").stream()
                .allMatch(item -> "inclusive".equals(form.text(item + "[price_data][tax_behavior]")));
    }

    private static List<Line> lines(Form form) {
        List<Line> lines = form.items("line_items").stream()
                .map(item -> new Line(
                        form.required(item + "[price_data][product_data][name]"),
                        form.text(item + "[price_data][product_data][description]"),
                        form.number(item + "[price_data][unit_amount]", 0),
                        form.number(item + "[quantity]", 1),
                        form.inside(item + "[price_data][product_data][metadata]")))
                .toList();
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw StripeError.invalid("You must pass 1 to " + MOST_LINES + " line_items in payment mode.");
        }
        return lines;
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

    private static String currency(Form form) {
        List<String> currencies = form.values().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("[currency]"))
                .map(Map.Entry::getValue)
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
