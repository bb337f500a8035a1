package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rights that a request needs. The names are those of Stripe's error messages: refunds belong to charges, prices are
 * called plans, and the payments of invoices belong to invoices.
 */
final class Rights {

    private static final Map<String, String> BY_PATH = Map.ofEntries(
            Map.entry("checkout/sessions", "checkout_session"),
            Map.entry("payment_intents", "payment_intent"),
            Map.entry("charges", "charge"),
            Map.entry("refunds", "charge"),
            Map.entry("disputes", "dispute"),
            Map.entry("events", "event"),
            Map.entry("webhook_endpoints", "webhook"),
            Map.entry("invoices", "invoice"),
            Map.entry("invoice_payments", "invoice"),
            Map.entry("subscriptions", "subscription"),
            Map.entry("customers", "customer"),
            Map.entry("products", "product"),
            Map.entry("prices", "plan"),
            Map.entry("payment_links", "payment_links"));

    /** The fields that an expansion reads, without those that belong to the object itself. */
    private static final Map<String, String> BY_FIELD = Map.of(
            "payment_intent", "payment_intent",
            "latest_charge", "charge",
            "charge", "charge",
            "invoice", "invoice",
            "latest_invoice", "invoice",
            "subscription", "subscription",
            "customer", "customer",
            "product", "product",
            "payment_link", "payment_links");

    private Rights() {}

    /** @param path such as {@code /v1/events/evt_1} */
    static List<String> needed(String method, String path, Form query) {
        String resource = BY_PATH.entrySet().stream()
                .filter(entry -> (path + "/").startsWith("/v1/" + entry.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("unknown");
        Stream<String> expanded = query.expand().stream()
                .flatMap(each -> Stream.of(each.split("\\.")))
                .filter(BY_FIELD::containsKey)
                .map(field -> "rak_" + BY_FIELD.get(field) + "_read");
        return Stream.concat(Stream.of("rak_" + resource + (method.equals("GET") ? "_read" : "_write")), expanded)
                .distinct()
                .toList();
    }

    static boolean has(Set<String> rights, String right) {
        return rights.contains(right) || rights.contains(right.replaceFirst("_read$", "_write"));
    }
}
