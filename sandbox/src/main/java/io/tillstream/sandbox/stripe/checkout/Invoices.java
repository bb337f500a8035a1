package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Invoices and their payments by card. */
@Component
public class Invoices {

    public static final String KIND = "invoice";
    public static final String PAYMENT = "invoice_payment";

    private final StripeObjects objects;
    private final Payments payments;
    private final Events events;
    private final JsonMapper json;
    private final Clock clock;

    Invoices(StripeObjects objects, Payments payments, Events events, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.payments = payments;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** All invoices, newest first. The caller must not change them. */
    public Stream<ObjectNode> newest() {
        return objects.newest(KIND);
    }

    /** Oldest first. */
    public Stream<ObjectNode> oldest() {
        return objects.oldest(KIND);
    }

    public ObjectNode get(String id) {
        return objects.find(KIND, id).orElseThrow(() -> StripeError.missing("invoice: '" + id + "'"));
    }

    /**
     * Creates and charges an invoice. If the charge fails, the invoice stays open.
     *
     * @return the invoice
     */
    ObjectNode issue(NewInvoice parts, boolean succeeds, Travel travel) {
        ObjectNode invoice = parts.json(json, clock.instant().getEpochSecond());
        return charge(invoice, succeeds, travel);
    }

    /**
     * Charges an open invoice again.
     *
     * @throws StripeError if the invoice is not open
     */
    ObjectNode pay(String id, boolean succeeds, Travel travel) {
        return objects.alone(() -> {
            ObjectNode invoice = get(id);
            if (!invoice.path("status").asString().equals("open")) {
                throw StripeError.invalid(
                        "The invoice is " + invoice.path("status").asString() + ", not open.");
            }
            return charge(invoice, succeeds, travel);
        });
    }

    private ObjectNode charge(ObjectNode invoice, boolean succeeds, Travel travel) {
        Travel others = travel == Travel.BEFORE_REDIRECT ? Travel.AT_ONCE : travel;
        long now = clock.instant().getEpochSecond();
        long total = invoice.path("total").asLong();
        ObjectNode sale = sale(invoice);
        invoice.put("attempt_count", invoice.path("attempt_count").asLong() + 1).put("attempted", total > 0);
        if (total > 0) {
            if (succeeds) {
                payments.succeed(sale, "card");
            } else {
                payments.fail(sale, "card", "card_declined", "insufficient_funds", "The card has no funds.");
            }
            invoice.put("sandbox_payment_intent", sale.path("payment_intent").asString());
            objects.save(payment(invoice, succeeds, now));
        }
        if (succeeds) {
            invoice.put("status", "paid").put("amount_paid", total).put("amount_remaining", 0);
            ((ObjectNode) invoice.path("status_transitions")).put("paid_at", now);
        }
        objects.save(invoice);
        if (succeeds) {
            payments.announce(sale, others);
            events.happened("invoice.paid", invoice, others);
        }
        events.happened(succeeds ? "invoice.payment_succeeded" : "invoice.payment_failed", invoice, others);
        return invoice;
    }

    /** The invoice with the fields that {@link Payments} reads of a session. */
    private ObjectNode sale(JsonNode invoice) {
        ObjectNode sale = json.createObjectNode();
        sale.put("amount_total", invoice.path("total").asLong())
                .put("currency", invoice.path("currency").asString())
                .put("customer", invoice.path("customer").asString())
                .put("payment_intent", invoice.path("sandbox_payment_intent").asString(""));
        sale.set("customer_details", invoice.path("sandbox_customer_details").deepCopy());
        sale.putObject("sandbox_payment_intent_metadata");
        return sale;
    }

    private ObjectNode payment(JsonNode invoice, boolean succeeds, long now) {
        String id = invoice.path("id").asString();
        ObjectNode payment = paymentsOf(id).stream()
                .findFirst()
                .map(ObjectNode::deepCopy)
                .orElseGet(() -> json.createObjectNode()
                        .put("id", Ids.make("inpay_"))
                        .put("object", PAYMENT)
                        .put("created", now));
        payment.put("amount_paid", succeeds ? invoice.path("total").asLong() : null)
                .put("amount_requested", invoice.path("total").asLong())
                .put("currency", invoice.path("currency").asString())
                .put("invoice", id)
                .put("is_default", true)
                .put("livemode", false)
                .put("status", succeeds ? "paid" : "open");
        payment.putObject("payment")
                .put("type", "payment_intent")
                .put("payment_intent", invoice.path("sandbox_payment_intent").asString());
        payment.putObject("status_transitions").putNull("canceled_at").put("paid_at", succeeds ? now : null);
        return payment;
    }

    /** The id of an invoice's subscription; empty if it has none. */
    public static String subscriptionOf(JsonNode invoice) {
        return NewInvoice.subscriptionOf(invoice);
    }

    /** All lines of an invoice; the invoice itself contains only the first ten. */
    public List<ObjectNode> linesOf(String id) {
        return get(id).path("sandbox_lines")
                .valueStream()
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** The charge that paid the invoice. */
    public Optional<String> chargeOf(String id) {
        return payments.find(sale(get(id)))
                .map(intent -> intent.path("latest_charge").asString(""));
    }

    /** The payments of an invoice; none if its total is 0. The caller must not change them. */
    public List<ObjectNode> paymentsOf(String invoice) {
        return objects.newest(PAYMENT)
                .filter(payment -> payment.path("invoice").asString().equals(invoice))
                .toList();
    }
}
