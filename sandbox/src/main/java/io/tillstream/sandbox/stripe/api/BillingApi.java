package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Customers;
import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.checkout.Invoices;
import io.tillstream.sandbox.stripe.checkout.Subscriptions;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions, invoices and their payments, and customers. */
@RestController
@RequestMapping("/v1")
class BillingApi {

    private static final String PAYMENT_TYPE = "payment[type]";
    private static final String PAYMENT_INTENT = "payment[payment_intent]";

    private final StripeObjects objects;
    private final Invoices invoices;
    private final Listing listing;
    private final Shown shown;

    BillingApi(StripeObjects objects, Invoices invoices, Listing listing, Shown shown) {
        this.objects = objects;
        this.invoices = invoices;
        this.listing = listing;
        this.shown = shown;
    }

    @GetMapping("/customers/{id}")
    ObjectNode customer(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Customers.KIND, id, query);
    }

    @GetMapping("/subscriptions/{id}")
    ObjectNode subscription(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Subscriptions.KIND, id, query);
    }

    @GetMapping("/subscriptions")
    ObjectNode subscriptions(@RequestParam Map<String, String> query) {
        return listing.page(
                "/v1/subscriptions", objects.newest(Subscriptions.KIND), new Form(query), Set.of("customer", "status"));
    }

    @GetMapping("/invoices/{id}")
    ObjectNode invoice(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Invoices.KIND, id, query);
    }

    @GetMapping("/invoices")
    ObjectNode invoices(@RequestParam Map<String, String> query) {
        Form form = new Form(query);
        String subscription = form.text("subscription");
        return listing.page(
                "/v1/invoices",
                objects.newest(Invoices.KIND),
                form,
                Set.of("status", "customer"),
                Set.of("subscription"),
                invoice -> subscription == null || subscription.equals(Invoices.subscriptionOf(invoice)));
    }

    @GetMapping("/invoices/{id}/lines")
    ObjectNode lines(@PathVariable String id, @RequestParam Map<String, String> query) {
        return listing.items("/v1/invoices/" + id + "/lines", invoices.linesOf(id), new Form(query));
    }

    @GetMapping("/invoice_payments/{id}")
    ObjectNode payment(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Invoices.PAYMENT, id, query);
    }

    @GetMapping("/invoice_payments")
    ObjectNode payments(@RequestParam Map<String, String> query) {
        Form form = new Form(query);
        String intent = form.text(PAYMENT_INTENT);
        if (intent != null && !"payment_intent".equals(form.text(PAYMENT_TYPE))) {
            throw StripeError.invalid("payment[type] must be payment_intent.");
        }
        return listing.page(
                "/v1/invoice_payments",
                objects.newest(Invoices.PAYMENT),
                form,
                Set.of("invoice", "status"),
                Set.of(PAYMENT_TYPE, PAYMENT_INTENT),
                payment -> matches(payment, intent));
    }

    private static boolean matches(ObjectNode payment, @Nullable String intent) {
        return intent == null
                || intent.equals(payment.path("payment").path("payment_intent").asString(""));
    }

    private ObjectNode retrieve(String kind, String id, Map<String, String> query) {
        Form form = new Form(query);
        form.requireKnown(name -> false);
        return shown.expanded(
                objects.find(kind, id).orElseThrow(() -> StripeError.missing(kind + ": '" + id + "'")), form.expand());
    }
}
