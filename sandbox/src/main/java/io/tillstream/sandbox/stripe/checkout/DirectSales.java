package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sales without a Checkout Session: a payment intent alone, or an invoice that the shop wrote. */
@Component
public class DirectSales {

    private static final String CURRENCY = "currency";

    private final StripeObjects objects;
    private final Catalog catalog;
    private final Customers customers;
    private final Payments payments;
    private final Invoices invoices;
    private final JsonMapper json;

    DirectSales(
            StripeObjects objects,
            Catalog catalog,
            Customers customers,
            Payments payments,
            Invoices invoices,
            JsonMapper json) {
        this.objects = objects;
        this.catalog = catalog;
        this.customers = customers;
        this.payments = payments;
        this.invoices = invoices;
        this.json = json;
    }

    /**
     * Pays a payment intent with a card.
     *
     * @param amount in minor units
     */
    public ObjectNode payment(
            CustomerDetails customer, long amount, String currency, Map<String, String> metadata, Travel travel) {
        return objects.alone(() -> {
            ObjectNode sale = json.createObjectNode();
            sale.put("amount_total", amount).put(CURRENCY, currency).put("sandbox_receipt_email", customer.email());
            sale.set("customer_details", customer.json(json, true));
            sale.set("sandbox_payment_intent_metadata", json.valueToTree(metadata));
            payments.succeed(sale, "card");
            payments.announce(sale, travel);
            return payments.find(sale).orElseThrow();
        });
    }

    /**
     * Creates an invoice that the customer pays with a card.
     *
     * @param unitAmount of each line, in minor units
     * @param number of lines
     */
    public ObjectNode invoice(CustomerDetails customer, long unitAmount, String currency, int number, Travel travel) {
        return objects.alone(() -> {
            List<Line> lines = new ArrayList<>();
            for (int line = 1; line <= number; line++) {
                lines.add(Line.oneTime("Item " + line, unitAmount, currency));
            }
            ObjectNode owner = json.createObjectNode().put(CURRENCY, currency);
            owner.set("sandbox_line_items", json.valueToTree(lines));
            catalog.keep(owner.path("sandbox_line_items"), currency);
            ObjectNode details = customer.json(json, true);
            return invoices.issue(
                    new NewInvoice(
                            "manual",
                            customers.create(details),
                            details,
                            null,
                            owner.path("sandbox_line_items"),
                            currency,
                            Totals.of(owner, 0, 0, false),
                            false),
                    true,
                    travel);
        });
    }
}
