package io.tillstream.sandbox.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters with which a session is created, read from a form and refused as Stripe refuses them. */
record SessionParameters(
        List<Line> lines,
        String currency,
        @Nullable String clientReferenceId,
        @Nullable String customerEmail,
        String successUrl,
        @Nullable String cancelUrl,
        Map<String, String> metadata,
        Map<String, String> paymentIntentMetadata) {

    private static final Pattern KNOWN =
            Pattern.compile("mode|client_reference_id|customer_email|success_url|cancel_url|locale|expires_at"
                    + "|metadata\\[\\w+]|payment_intent_data\\[metadata]\\[\\w+]|phone_number_collection\\[enabled]"
                    + "|line_items\\[\\d+]\\[quantity]|line_items\\[\\d+]\\[price_data]\\[(currency|unit_amount)]"
                    + "|line_items\\[\\d+]\\[price_data]\\[product_data]\\[(name|metadata]\\[\\w+)]|expand\\[\\d+]");
    private static final Pattern LINE = Pattern.compile("line_items\\[(\\d+)]\\[quantity]");

    /** One line of what is to be paid. */
    record Line(String name, long unitAmount, long quantity) {}

    long total() {
        return lines.stream()
                .mapToLong(line -> line.unitAmount() * line.quantity())
                .sum();
    }

    static SessionParameters of(Map<String, String> form) {
        form.keySet().stream()
                .filter(name -> !KNOWN.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw StripeError.unknownParameter(name);
                });
        if (!"payment".equals(form.get("mode"))) {
            throw StripeError.invalid("This stand-in knows mode=payment only.");
        }
        List<Line> lines = lines(form);
        if (lines.isEmpty()) {
            throw StripeError.invalid("You must pass line_items in payment mode.");
        }
        List<String> currencies = form.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("[price_data][currency]"))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        if (currencies.size() != 1) {
            throw StripeError.invalid("All line items must have the same currency.");
        }
        return new SessionParameters(
                lines,
                currencies.getFirst(),
                form.get("client_reference_id"),
                form.get("customer_email"),
                required(form, "success_url"),
                form.get("cancel_url"),
                inside(form, "metadata"),
                inside(form, "payment_intent_data[metadata]"));
    }

    private static List<Line> lines(Map<String, String> form) {
        Map<Integer, Line> lines = new TreeMap<>();
        form.forEach((name, quantity) -> {
            Matcher line = LINE.matcher(name);
            if (line.matches()) {
                String price = "line_items[" + line.group(1) + "][price_data]";
                lines.put(
                        Integer.valueOf(line.group(1)),
                        new Line(
                                required(form, price + "[product_data][name]"),
                                number(form, price + "[unit_amount]", 0),
                                number(form, name, 1)));
            }
        });
        return new ArrayList<>(lines.values());
    }

    private static String required(Map<String, String> form, String name) {
        String value = form.get(name);
        if (value == null || value.isEmpty()) {
            throw StripeError.invalid("Missing required param: " + name + ".");
        }
        return value;
    }

    private static long number(Map<String, String> form, String name, long least) {
        String value = required(form, name);
        if (!value.matches("\\d{1,12}") || Long.parseLong(value) < least) {
            throw StripeError.invalid("Invalid integer: " + value);
        }
        return Long.parseLong(value);
    }

    private static Map<String, String> inside(Map<String, String> form, String name) {
        return form.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "["))
                .collect(Collectors.toMap(
                        entry -> entry.getKey()
                                .substring(name.length() + 1, entry.getKey().length() - 1),
                        Map.Entry::getValue));
    }
}
