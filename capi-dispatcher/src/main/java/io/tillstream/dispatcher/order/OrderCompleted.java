package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The message that an order is paid, with the fields that this service needs; others are skipped. The names are those of
 * contracts/order-completed.v1.schema.json.
 *
 * @param eventId        the same string that the Pixel sends as eventID
 * @param paidAt         in the years 2000 to 2100
 * @param currency       ISO 4217 in upper case
 * @param total          in major units
 * @param items          the sum of their quantities fits into an int
 * @param customer       compact JWE; null without consent
 * @param consent        granted or denied
 * @param sourceUrl      page of the purchase
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
        List<Item> items,
        @Nullable String customer,
        String consent,
        String sourceUrl,
        @Nullable String referrerUrl,
        @Nullable DataProcessing dataProcessing,
        @Nullable String customerSegmentation,
        @Nullable Boolean internal,
        boolean livemode) {

    private static final String GRANTED = "granted";
    private static final int LONGEST_ID = 100;
    private static final int DIGITS_BEFORE_THE_POINT = 12;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2101-01-01T00:00:00Z");

    public OrderCompleted {
        require(id(eventId), "eventId");
        require(id(orderId), "orderId");
        require(paidAt != null && !paidAt.isBefore(EARLIEST) && paidAt.isBefore(LATEST), "paidAt");
        require(currency != null && currency(currency), "currency");
        require(total != null && amount(total), "total");
        require(items != null && !items.isEmpty(), "items");
        require(text(consent), "consent");
        require(customer == null ? !GRANTED.equals(consent) : !customer.isBlank(), "customer");
        require(text(sourceUrl), "sourceUrl");
        require(referrerUrl == null || whole(referrerUrl), "referrerUrl");
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
            require(text(sku), "items.sku");
            require(quantity > 0, "items.quantity");
            require(unitPrice != null && amount(unitPrice), "items.unitPrice");
            require(amount(unitPrice.multiply(BigDecimal.valueOf(quantity))), "items.quantity times items.unitPrice");
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
    public String sealedCustomer() {
        return Objects.requireNonNull(customer, "An order without consent has no customer");
    }

    /** Not negative, with at most 12 digits before the point and 4 after it. */
    private static boolean amount(BigDecimal value) {
        return value.signum() >= 0
                && value.scale() >= 0
                && value.scale() <= 4
                && value.precision() - value.scale() <= DIGITS_BEFORE_THE_POINT;
    }

    /** Three capital letters. */
    private static boolean currency(String code) {
        return code.length() == 3 && code.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }

    /** Safe for a header and a log line. */
    private static boolean id(@Nullable String value) {
        if (value == null || value.length() > LONGEST_ID || !text(value)) {
            return false;
        }
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean text(@Nullable String value) {
        return value != null && !value.isBlank() && whole(value);
    }

    /** Without an unpaired surrogate, which JSON cannot carry to Meta. */
    private static boolean whole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }

    private static void require(boolean fine, String field) {
        if (!fine) {
            throw new ContractBroken(field + " is missing, empty or out of range");
        }
    }
}
