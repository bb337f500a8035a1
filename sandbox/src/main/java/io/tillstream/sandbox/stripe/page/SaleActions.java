package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.CustomerDetails;
import io.tillstream.sandbox.stripe.checkout.DirectSales;
import io.tillstream.sandbox.stripe.checkout.Invoices;
import io.tillstream.sandbox.stripe.checkout.Refunds;
import io.tillstream.sandbox.stripe.checkout.Subscriptions;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renewals of subscriptions, and sales without a Checkout Session. They answer as {@link SessionActions} does, and the
 * header {@code Sandbox-Id} has the id of the invoice or payment intent.
 */
@RestController
@RequestMapping("/sandbox")
class SaleActions {

    static final String ID_HEADER = "Sandbox-Id";

    private final Subscriptions subscriptions;
    private final Invoices invoices;
    private final DirectSales sales;
    private final Refunds refunds;

    SaleActions(Subscriptions subscriptions, Invoices invoices, DirectSales sales, Refunds refunds) {
        this.subscriptions = subscriptions;
        this.invoices = invoices;
        this.sales = sales;
        this.refunds = refunds;
    }

    /** Ends the trial or period of a subscription, and charges the next invoice. */
    @PostMapping("/subscriptions/{id}/renew")
    ResponseEntity<Void> renew(
            @PathVariable String id,
            @RequestParam(defaultValue = "true") boolean succeeds,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        return done(subscriptions.renew(id, succeeds, webhook));
    }

    /** Charges an open invoice again, with success. */
    @PostMapping("/invoices/{id}/pay")
    ResponseEntity<Void> pay(@PathVariable String id, @RequestParam(defaultValue = "at-once") Travel webhook) {
        return done(subscriptions.pay(id, webhook));
    }

    /** @param amount in minor units; null for the whole remaining amount */
    @PostMapping("/invoices/{id}/refund")
    ResponseEntity<Void> refund(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long amount,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        String charge = invoices.chargeOf(id).orElseThrow(() -> StripeError.invalid("Nothing was charged."));
        return done(refunds.make(charge, amount, webhook));
    }

    /**
     * A payment intent without a Checkout Session.
     *
     * @param email for {@code receipt_email} and the charge's billing details
     * @param all its {@code metadata[...]} become those of the payment intent
     */
    @PostMapping("/payment")
    ResponseEntity<Void> payment(
            @RequestParam(defaultValue = "2500") long amount,
            @RequestParam(defaultValue = "sgd") String currency,
            @RequestParam(defaultValue = "jo.doe@example.com") String email,
            @RequestParam(defaultValue = "at-once") Travel webhook,
            @RequestParam Map<String, String> all) {
        Map<String, String> metadata = all.entrySet().stream()
                .filter(each -> each.getKey().matches("metadata\\[[^\\[\\]]{1,40}]"))
                .collect(
                        Collectors.toMap(each -> each.getKey().replaceAll("^metadata\\[|]$", ""), Map.Entry::getValue));
        return done(sales.payment(customer(email), amount, currency, metadata, webhook));
    }

    /**
     * A paid invoice without a subscription.
     *
     * @param amount of each line, in minor units
     * @param lines their number; more than Stripe shows in the invoice itself, if it is above ten
     */
    @PostMapping("/invoice")
    ResponseEntity<Void> invoice(
            @RequestParam(defaultValue = "9000") long amount,
            @RequestParam(defaultValue = "sgd") String currency,
            @RequestParam(defaultValue = "jo.doe@example.com") String email,
            @RequestParam(defaultValue = "1") int lines,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        return done(sales.invoice(customer(email), amount, currency, Math.clamp(lines, 1, 250), webhook));
    }

    private static CustomerDetails customer(String email) {
        CustomerDetails sample = CustomerDetails.sample();
        return new CustomerDetails(
                email,
                sample.name(),
                sample.phone(),
                sample.line1(),
                sample.city(),
                sample.state(),
                sample.postalCode(),
                sample.country());
    }

    static ResponseEntity<Void> done(ObjectNode object) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .header(ID_HEADER, object.path("id").asString())
                .build();
    }
}
