package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The message that an order is paid, as far as this service needs it; unknown fields are passed over. The words are
 * those of contracts/order-completed.v1.schema.json.
 *
 * @param eventId   the same string that the Pixel sends as eventID
 * @param currency  ISO 4217 in upper case
 * @param total     in major units
 * @param customer  compact JWE
 * @param consent   granted or denied
 * @param sourceUrl page on which the purchase happened
 */
public record OrderCompleted(
        String eventId,
        String orderId,
        Instant paidAt,
        String currency,
        BigDecimal total,
        List<Item> items,
        String customer,
        String consent,
        String sourceUrl,
        boolean livemode) {

    public OrderCompleted {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(paidAt, "paidAt");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(consent, "consent");
        Objects.requireNonNull(sourceUrl, "sourceUrl");
        items = List.copyOf(items);
    }

    /** One line of the order. */
    public record Item(String sku, int quantity, BigDecimal unitPrice) {

        public Item {
            Objects.requireNonNull(sku, "sku");
            Objects.requireNonNull(unitPrice, "unitPrice");
        }
    }

    /** Whether the customer agreed that Meta may be told; anything but a clear yes is a no. */
    public boolean consented() {
        return "granted".equals(consent);
    }
}
