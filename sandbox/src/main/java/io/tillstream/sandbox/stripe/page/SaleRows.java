package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.Invoices;
import io.tillstream.sandbox.stripe.checkout.LineItems;
import io.tillstream.sandbox.stripe.checkout.Money;
import io.tillstream.sandbox.stripe.checkout.PaymentLinks;
import io.tillstream.sandbox.stripe.checkout.Subscriptions;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of the overview page about Payment Links, subscriptions and invoices. */
@Component
class SaleRows {

    private static final int ROWS = 20;

    private final PaymentLinks links;
    private final Subscriptions subscriptions;
    private final StripeObjects objects;
    private final JsonMapper json;

    SaleRows(PaymentLinks links, Subscriptions subscriptions, StripeObjects objects, JsonMapper json) {
        this.links = links;
        this.subscriptions = subscriptions;
        this.objects = objects;
        this.json = json;
    }

    record LinkRow(String id, String what) {}

    /** @param actions below {@code /sandbox/} */
    record Row(String id, String what, String amount, String state, List<OverviewPage.Action> actions) {}

    List<LinkRow> links() {
        return links.newest()
                .limit(ROWS)
                .map(link -> new LinkRow(link.path("id").asString(), goods(link)))
                .toList();
    }

    private String goods(ObjectNode owner) {
        return LineItems.of(owner, false, json).stream()
                .map(item -> item.path("description").asString() + ", "
                        + Money.text(owner, item.path("amount_total").asLong()))
                .collect(Collectors.joining("; "));
    }

    List<Row> subscriptions() {
        return subscriptions
                .newest()
                .limit(ROWS)
                .map(subscription -> {
                    String id = subscription.path("id").asString();
                    String path = "subscriptions/" + id + "/renew?succeeds=";
                    return new Row(
                            id,
                            subscription
                                    .path("sandbox_customer_details")
                                    .path("email")
                                    .asString(""),
                            goods(subscription),
                            subscription.path("status").asString().replace('_', ' '),
                            List.of(
                                    new OverviewPage.Action("Renew", path + "true"),
                                    new OverviewPage.Action("Renewal fails", path + "false")));
                })
                .toList();
    }

    List<Row> invoices() {
        return objects.newest(Invoices.KIND).limit(ROWS).map(this::row).toList();
    }

    private Row row(ObjectNode invoice) {
        String id = invoice.path("id").asString();
        String status = invoice.path("status").asString();
        long total = invoice.path("total").asLong();
        List<OverviewPage.Action> actions = new ArrayList<>();
        if (status.equals("open")) {
            actions.add(new OverviewPage.Action("Pay", "invoices/" + id + "/pay"));
        }
        if (status.equals("paid") && total > 0) {
            actions.add(new OverviewPage.Action("Refund all", "invoices/" + id + "/refund"));
        }
        return new Row(
                id,
                invoice.path("billing_reason").asString().replace('_', ' '),
                Money.text(invoice, total),
                status,
                actions);
    }
}
