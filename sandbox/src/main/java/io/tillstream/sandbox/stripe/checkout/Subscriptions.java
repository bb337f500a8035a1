package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions: their start by a Checkout Session, and their renewals. */
@Component
public class Subscriptions {

    public static final String KIND = "subscription";

    /** The mode of a session that starts a subscription. */
    static final String MODE = "subscription";

    private static final Duration PERIOD = Duration.ofDays(30);

    private final StripeObjects objects;
    private final Catalog catalog;
    private final Customers customers;
    private final Invoices invoices;
    private final Events events;
    private final JsonMapper json;
    private final Clock clock;

    Subscriptions(
            StripeObjects objects,
            Catalog catalog,
            Customers customers,
            Invoices invoices,
            Events events,
            JsonMapper json,
            Clock clock) {
        this.objects = objects;
        this.catalog = catalog;
        this.customers = customers;
        this.invoices = invoices;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** Newest first. The caller must not change them. */
    public Stream<ObjectNode> newest() {
        return objects.newest(KIND);
    }

    public ObjectNode get(String id) {
        return objects.find(KIND, id).orElseThrow(() -> StripeError.missing("subscription: '" + id + "'"));
    }

    /** Creates customer, subscription and first invoice, and writes their ids into the session. */
    void start(ObjectNode session, Travel travel) {
        Travel others = travel == Travel.BEFORE_REDIRECT ? Travel.AT_ONCE : travel;
        JsonNode lines = session.path("sandbox_line_items");
        String currency = session.path("currency").asString();
        catalog.keep(lines, currency);
        ObjectNode customer = customers.create(session.path("customer_details"));
        ObjectNode subscription = subscription(session, customer);
        events.happened("customer.subscription.created", subscription, others);
        boolean trial = subscription.path("status").asString().equals("trialing");
        ObjectNode invoice = invoices.issue(
                new NewInvoice(
                        "subscription_create",
                        customer,
                        session.path("customer_details"),
                        subscription,
                        lines,
                        currency,
                        Totals.written(session),
                        trial),
                true,
                others);
        subscription.put("latest_invoice", invoice.path("id").asString());
        objects.save(subscription);
        session.put("customer", customer.path("id").asString())
                .put("subscription", subscription.path("id").asString())
                .put("invoice", invoice.path("id").asString())
                .put("payment_status", invoice.path("total").asLong() == 0 ? "no_payment_required" : "paid");
    }

    /** Ends a trial or a period: the next invoice is created and charged. */
    public ObjectNode renew(String id, boolean succeeds, Travel travel) {
        return objects.alone(() -> {
            ObjectNode subscription = get(id);
            JsonNode details = subscription.path("sandbox_customer_details");
            JsonNode lines = subscription.path("sandbox_line_items");
            String currency = subscription.path("currency").asString();
            ObjectNode owner = json.createObjectNode().put("currency", currency);
            owner.set("sandbox_line_items", lines);
            ObjectNode invoice = invoices.issue(
                    new NewInvoice(
                            "subscription_cycle",
                            customers.get(subscription.path("customer").asString()),
                            details,
                            subscription,
                            lines,
                            currency,
                            Totals.of(owner, 0, 0, false),
                            false),
                    succeeds,
                    travel);
            subscription
                    .put("status", succeeds ? "active" : "past_due")
                    .put("latest_invoice", invoice.path("id").asString());
            objects.save(subscription);
            events.happened("customer.subscription.updated", subscription, travel);
            return invoice;
        });
    }

    /** Charges an open invoice again. If that succeeds, its subscription is active again. */
    public ObjectNode pay(String invoiceId, Travel travel) {
        return objects.alone(() -> {
            ObjectNode invoice = invoices.pay(invoiceId, true, travel);
            objects.find(KIND, NewInvoice.subscriptionOf(invoice))
                    .ifPresent(subscription -> objects.save(subscription.put("status", "active")));
            return invoice;
        });
    }

    private ObjectNode subscription(JsonNode session, JsonNode customer) {
        long now = clock.instant().getEpochSecond();
        long trial =
                Duration.ofDays(session.path("sandbox_trial_days").asLong(0)).toSeconds();
        String id = Ids.make("sub_");
        String currency = session.path("currency").asString();
        ObjectNode subscription = json.createObjectNode();
        subscription
                .put("id", id)
                .put("object", KIND)
                .put("billing_cycle_anchor", now + trial)
                .put("cancel_at_period_end", false)
                .putNull("canceled_at")
                .put("collection_method", "charge_automatically")
                .put("created", now)
                .put("currency", currency)
                .put("customer", customer.path("id").asString())
                .putNull("ended_at")
                .putNull("latest_invoice")
                .put("livemode", false)
                .put("start_date", now)
                .put("status", trial > 0 ? "trialing" : "active")
                .put("trial_end", trial > 0 ? now + trial : null)
                .put("trial_start", trial > 0 ? now : null);
        subscription.putArray("discounts");
        subscription.set(
                "metadata", session.path("sandbox_subscription_metadata").deepCopy());
        subscription.set(
                "sandbox_customer_details", session.path("customer_details").deepCopy());
        ObjectNode items = subscription.putObject("items");
        items.put("object", "list").put("has_more", false).put("url", "/v1/subscription_items?subscription=" + id);
        ArrayNode data = items.putArray("data");
        ArrayNode recurring = subscription.putArray("sandbox_line_items");
        for (JsonNode line : session.path("sandbox_line_items")) {
            if (line.path("interval").isString()) {
                recurring.add(line.deepCopy());
                ObjectNode item = data.addObject();
                item.put("id", Ids.make("si_"))
                        .put("object", "subscription_item")
                        .put("created", now)
                        .put("current_period_start", now)
                        .put("current_period_end", now + (trial > 0 ? trial : PERIOD.toSeconds()))
                        .put("quantity", line.path("quantity").asLong())
                        .put("subscription", id);
                item.putObject("metadata");
                item.set("price", LineItems.price(line, currency, json));
            }
        }
        return objects.save(subscription);
    }
}
