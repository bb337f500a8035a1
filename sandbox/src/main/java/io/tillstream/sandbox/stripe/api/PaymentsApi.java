package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Disputes;
import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.checkout.Payments;
import io.tillstream.sandbox.stripe.checkout.Refunds;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Payment intents, charges, refunds and disputes: the parts that a shop with Checkout needs. */
@RestController
@RequestMapping("/v1")
class PaymentsApi {

    private static final Set<String> OF_PAYMENT = Set.of("payment_intent", "charge");

    private final StripeObjects objects;
    private final Refunds refunds;
    private final Idempotency idempotency;
    private final Listing listing;
    private final Shown shown;

    PaymentsApi(StripeObjects objects, Refunds refunds, Idempotency idempotency, Listing listing, Shown shown) {
        this.objects = objects;
        this.refunds = refunds;
        this.idempotency = idempotency;
        this.listing = listing;
        this.shown = shown;
    }

    @GetMapping("/payment_intents/{id}")
    ObjectNode intent(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Payments.KIND, id, query);
    }

    @GetMapping("/charges/{id}")
    ObjectNode charge(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Payments.CHARGE, id, query);
    }

    @GetMapping("/refunds/{id}")
    ObjectNode refund(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Refunds.KIND, id, query);
    }

    @GetMapping("/disputes/{id}")
    ObjectNode dispute(@PathVariable String id, @RequestParam Map<String, String> query) {
        return retrieve(Disputes.KIND, id, query);
    }

    @GetMapping("/payment_intents")
    ObjectNode intents(@RequestParam Map<String, String> query) {
        return list("/v1/payment_intents", Payments.KIND, query, Set.of());
    }

    @GetMapping("/charges")
    ObjectNode charges(@RequestParam Map<String, String> query) {
        return list("/v1/charges", Payments.CHARGE, query, Set.of("payment_intent"));
    }

    @GetMapping("/refunds")
    ObjectNode refunds(@RequestParam Map<String, String> query) {
        return list("/v1/refunds", Refunds.KIND, query, OF_PAYMENT);
    }

    @GetMapping("/disputes")
    ObjectNode disputes(@RequestParam Map<String, String> query) {
        return list("/v1/disputes", Disputes.KIND, query, OF_PAYMENT);
    }

    /** Accepts {@code payment_intent} or {@code charge}, and {@code amount} in minor units. */
    @PostMapping("/refunds")
    ResponseEntity<ObjectNode> refund(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        form.requireKnown(Set.of("payment_intent", "charge", "amount")::contains);
        return idempotency.once(key, "/v1/refunds", form, () -> {
            Long amount = form.text("amount") == null ? null : form.number("amount", 1);
            return shown.expanded(refunds.make(chargeOf(form), amount, Travel.AT_ONCE), form.expand());
        });
    }

    private String chargeOf(Form form) {
        String intent = form.text("payment_intent");
        return intent == null
                ? form.required("charge")
                : get(Payments.KIND, intent).path("latest_charge").asString("");
    }

    private ObjectNode retrieve(String kind, String id, Map<String, String> query) {
        Form form = new Form(query);
        form.requireKnown(name -> false);
        return shown.expanded(get(kind, id), form.expand());
    }

    private ObjectNode get(String kind, String id) {
        return objects.find(kind, id).orElseThrow(() -> StripeError.missing(kind + ": '" + id + "'"));
    }

    private ObjectNode list(String path, String kind, Map<String, String> query, Set<String> fields) {
        return listing.page(path, objects.newest(kind), new Form(query), fields);
    }
}
