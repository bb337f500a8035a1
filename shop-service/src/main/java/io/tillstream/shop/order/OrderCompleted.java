package io.tillstream.shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that an order is paid, in the words of contracts/order-completed.v1.schema.json. Fields are only ever
 * added to it.
 *
 * @param eventId   same string as in Stripe's metadata and the Pixel's eventID
 * @param currency  ISO 4217 in upper case
 * @param total     decimal string in major units, such as 11.00
 * @param customer  who bought, sealed as a compact JWE; null without consent, where nobody needs to know
 * @param consent   granted or denied
 * @param sourceUrl page on which the purchase happened, without a query
 * @param referrerUrl page of another site that led to the shop; null when it is not known
 * @param dataProcessing how Meta may use the order; null when it is not limited
 * @param customerSegmentation new or existing; null without consent, and when the customer's address is not known
 * @param internal  true when the shop itself bought, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderCompleted(
        String eventId,
        String orderId,
        Instant paidAt,
        String currency,
        String total,
        List<Item> items,
        @Nullable String customer,
        String consent,
        String sourceUrl,
        @Nullable String referrerUrl,
        @Nullable DataProcessing dataProcessing,
        @Nullable String customerSegmentation,
        @Nullable Boolean internal,
        boolean livemode,
        Stripe stripe) {

    static final String TOPIC = "shop.order-completed.v1";
    static final String TYPE = "io.tillstream.order-completed.v1";

    record Item(String sku, String name, int quantity, String unitPrice) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stripe(String checkoutSession, @Nullable String paymentIntent) {}

    /** Meta's data processing options, in Meta's numbers. */
    record DataProcessing(List<String> options, int country, int state) {}

    /** The customer as it lies in the seal. Fields that are not known are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Customer(
            @Nullable String email,
            @Nullable String phone,
            @Nullable String name,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country,
            @Nullable String externalId,
            @Nullable String customerId,
            @Nullable String ip,
            @Nullable String userAgent,
            @Nullable String fbp,
            @Nullable String fbc) {

        static Customer of(Order order, Payment payment, @Nullable String customerId) {
            return new Customer(
                    payment.email(),
                    payment.phone(),
                    payment.name(),
                    payment.city(),
                    payment.state(),
                    payment.postalCode(),
                    payment.country(),
                    order.visitor().id(),
                    customerId,
                    order.visitor().ip(),
                    order.visitor().userAgent(),
                    order.visitor().fbp(),
                    order.visitor().fbc());
        }
    }

    static OrderCompleted of(
            Order order,
            Payment payment,
            CustomerSeal seal,
            @Nullable String customerId,
            @Nullable String customerSegmentation,
            LimitedDataUse limits,
            boolean internal,
            String sourceUrl) {
        boolean granted = order.visitor().consents();
        return new OrderCompleted(
                order.eventId().toString(),
                order.id().toString(),
                payment.paidAt(),
                payment.amounts().total().currency(),
                payment.amounts().total().majorUnits().toPlainString(),
                order.items().stream()
                        .map(item -> new Item(
                                item.sku(),
                                item.name(),
                                item.quantity(),
                                item.unitPrice().majorUnits().toPlainString()))
                        .toList(),
                granted ? seal.close(Customer.of(order, payment, customerId)) : null,
                granted ? "granted" : "denied",
                sourceUrl,
                granted ? order.visitor().referrer() : null,
                granted ? limits.of(payment.country(), payment.state()) : null,
                customerSegmentation,
                internal ? true : null,
                payment.livemode(),
                new Stripe(payment.sessionId(), payment.paymentIntentId()));
    }
}
