package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that an order is paid, as far as this service needs it; unknown fields are passed over. The words are
 * those of contracts/order-completed.v1.schema.json.
 *
 * @param eventId        the same string that the Pixel sends as eventID
 * @param currency       ISO 4217 in upper case
 * @param total          in major units
 * @param customer       compact JWE
 * @param consent        granted or denied
 * @param sourceUrl      page on which the purchase happened
 * @param referrerUrl    page from which the customer came to it; null when it is not known
 * @param dataProcessing how Meta may use the order; null when it is not limited
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
        @Nullable String referrerUrl,
        @Nullable DataProcessing dataProcessing,
        boolean livemode) {

    private static final int LONGEST_ID = 100;

    public OrderCompleted {
        require(text(eventId) && eventId.length() <= LONGEST_ID, "eventId");
        require(text(orderId) && orderId.length() <= LONGEST_ID, "orderId");
        require(paidAt != null, "paidAt");
        require(currency != null && currency(currency), "currency");
        require(total != null && amount(total), "total");
        require(items != null && !items.isEmpty(), "items");
        require(text(customer), "customer");
        require(text(consent), "consent");
        require(text(sourceUrl), "sourceUrl");
        items = List.copyOf(items);
    }

    /** One line of the order. */
    public record Item(String sku, int quantity, BigDecimal unitPrice) {

        public Item {
            require(text(sku), "items.sku");
            require(quantity > 0, "items.quantity");
            require(unitPrice != null && amount(unitPrice), "items.unitPrice");
        }
    }

    /**
     * Meta's data processing options (developers.facebook.com, Data Processing Options).
     *
     * @param options LDU for Limited Data Use; empty to say that nothing is limited
     * @param country 1 for the United States, 0 for where Meta finds the customer to be
     * @param state   1000 for California and so on, 0 as above
     */
    public record DataProcessing(List<String> options, int country, int state) {

        public DataProcessing {
            require(options != null, "dataProcessing.options");
            options = List.copyOf(options);
        }
    }

    /** Whether the customer agreed that Meta may be told; anything but a clear yes is a no. */
    public boolean consented() {
        return "granted".equals(consent);
    }

    /** Not negative, and nothing that takes a page to write down: 12 digits before the point and 4 behind at most. */
    private static boolean amount(BigDecimal value) {
        return value.signum() >= 0
                && value.scale() >= 0
                && value.scale() <= 4
                && value.precision() - value.scale() <= 12;
    }

    /** Three capital letters. */
    private static boolean currency(String code) {
        return code.length() == 3 && code.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }

    private static boolean text(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static void require(boolean fine, String field) {
        if (!fine) {
            throw new IllegalArgumentException(field + " is missing, empty or out of range");
        }
    }
}
