package io.tillstream.dispatcher.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The message that an order is paid, with the fields that this service needs; others are skipped. The names are those of
 * contracts/order-completed.v1.schema.json.
 *
 * @param eventId        the same string that the Pixel sends as eventID
 * @param orderId        the shop's id of the order
 * @param paidAt         in the years 2000 to 2100
 * @param currency       ISO 4217 in upper case
 * @param total          in major units
 * @param expectedValue  what the customer is expected to pay later, in major units; null when it is not known, and for a Purchase
 * @param items          the sum of their quantities fits into an int; empty only for another event than a Purchase
 * @param customer       compact JWE; null without consent
 * @param consent        granted or denied
 * @param actionSource   where it happened, in Meta's words; null means website
 * @param site           the shop's name of the site that sold, by which orders are routed; null when it has one site
 * @param event          Meta's name of the event; null means Purchase
 * @param sourceUrl      page of the purchase; null only when it did not happen on a website
 * @param referrerUrl    page from which the customer came there; null when it is not known
 * @param dataProcessing how Meta may use the order; null when it is not limited
 * @param customerSegmentation new or existing; null when it is not known
 * @param internal       whether the shop itself bought; null means no
 */
public record OrderCompleted(
        String eventId,
        String orderId,
        @JsonDeserialize(using = UtcTime.class) Instant paidAt,
        String currency,
        BigDecimal total,
        @Nullable BigDecimal expectedValue,
        List<Item> items,
        @Nullable SealedCustomer customer,
        String consent,
        @Nullable String actionSource,
        @Nullable String site,
        @Nullable String event,
        @Nullable String sourceUrl,
        @Nullable String referrerUrl,
        @Nullable DataProcessing dataProcessing,
        @Nullable String customerSegmentation,
        @Nullable Boolean internal,
        boolean livemode) {

    private static final String GRANTED = "granted";
    private static final String WEBSITE = "website";
    private static final String PHYSICAL_STORE = "physical_store";
    private static final String PURCHASE = "Purchase";

    /** Meta's words for where an event happened (Conversions API, parameter action_source) that a sale can have. */
    static final Set<String> ACTION_SOURCES =
            Set.of(WEBSITE, "system_generated", "app", "phone_call", "chat", PHYSICAL_STORE, "email", "other");

    /** Meta's names of the events that an order can be. */
    static final Set<String> EVENTS = Set.of(PURCHASE, "StartTrial", "Subscribe");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2101-01-01T00:00:00Z");

    public OrderCompleted {
        require(Forms.eventId(eventId), "eventId");
        require(Forms.id(orderId), "orderId");
        require(paidAt != null && !paidAt.isBefore(EARLIEST) && paidAt.isBefore(LATEST), "paidAt");
        require(Forms.currency(currency), "currency");
        require(total != null && Forms.amount(total), "total");
        require(event == null || EVENTS.contains(event), "event");
        require(expectedValue == null || (!purchase(event) && Forms.amount(expectedValue)), "expectedValue");
        require((items != null && !items.isEmpty()) || !purchase(event), "items");
        require(Forms.text(consent), "consent");
        require(customer == null ? !GRANTED.equals(consent) : !customer.isBlank(), "customer");
        require(actionSource == null || ACTION_SOURCES.contains(actionSource), "actionSource");
        require(site == null || Forms.site(site), "site");
        require(sourceUrl == null ? !website(actionSource) : Forms.text(sourceUrl), "sourceUrl");
        require(referrerUrl == null || Forms.whole(referrerUrl), "referrerUrl");
        items = items == null ? List.of() : items;
        long pieces = 0;
        for (Item item : items) {
            require(item != null, "items");
            pieces += item.quantity();
        }
        require(pieces <= Integer.MAX_VALUE, "sum of items.quantity");
        items = List.copyOf(items);
    }

    /** One line of the order. */
    public record Item(String sku, int quantity, BigDecimal unitPrice) {

        public Item {
            require(Forms.text(sku), "items.sku");
            require(quantity > 0, "items.quantity");
            require(unitPrice != null && Forms.amount(unitPrice), "items.unitPrice");
            require(
                    Forms.amount(unitPrice.multiply(BigDecimal.valueOf(quantity))),
                    "items.quantity times items.unitPrice");
        }
    }

    /**
     * Meta's data processing options (developers.facebook.com, Data Processing Options).
     *
     * @param options LDU for Limited Data Use; empty for no limit
     * @param country 1 for the United States, 0 when Meta shall locate the customer
     * @param state   1000 for California and so on, 0 as above
     */
    public record DataProcessing(List<String> options, int country, int state) {

        public DataProcessing {
            require(options != null && options.stream().allMatch("LDU"::equals), "dataProcessing.options");
            require(country == 0 || country == 1, "dataProcessing.country");
            require(state >= 0, "dataProcessing.state");
            options = List.copyOf(options);
        }
    }

    /** Whether the customer agreed that the order is sent to Meta; anything but a clear yes is a no. */
    public boolean consented() {
        return GRANTED.equals(consent);
    }

    /** Whether the shop bought from itself, for example to test its checkout. */
    public boolean madeByTheShop() {
        return Boolean.TRUE.equals(internal);
    }

    /** The customer's seal, which every order with consent has. */
    public SealedCustomer sealedCustomer() {
        return Objects.requireNonNull(customer, "An order without consent has no customer");
    }

    /** Whether it happened on a website, of which Meta wants the page and the browser's name. */
    public boolean onWebsite() {
        return website(actionSource);
    }

    private static boolean website(@Nullable String actionSource) {
        return actionSource == null || actionSource.equals(WEBSITE);
    }

    /** Whether it was sold in a shop with a door, of which Meta takes older events. */
    public boolean inStore() {
        return PHYSICAL_STORE.equals(actionSource);
    }

    /** Where it happened, in Meta's words. */
    public String where() {
        return actionSource == null ? WEBSITE : actionSource;
    }

    /** Whether it is a purchase, and not the start of a subscription. */
    public boolean purchase() {
        return purchase(event);
    }

    private static boolean purchase(@Nullable String event) {
        return event == null || event.equals(PURCHASE);
    }

    /** Meta's name of the event. */
    public String eventName() {
        return event == null ? PURCHASE : event;
    }

    /**
     * What Meta gets as the value. It is never counted as money that came in: that is the total.
     *
     * @return null for the start of a subscription for which nothing was paid and nothing is expected
     */
    public @Nullable BigDecimal value() {
        BigDecimal value = expectedValue != null && expectedValue.signum() > 0 ? expectedValue : total;
        return purchase() || value.signum() > 0 ? value : null;
    }

    private static void require(boolean fine, String field) {
        if (!fine) {
            throw new ContractBroken(field + " is missing, empty or out of range");
        }
    }
}
