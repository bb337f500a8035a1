package io.tillstream.shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.platform.kafka.SharedTopics;
import io.tillstream.shop.seal.CustomerSeal;
import io.tillstream.shop.visitor.Visitor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that an order is paid (contracts/order-completed.v1.schema.json). Its fields are never renamed or removed.
 *
 * @param eventId   the same string as in Stripe's metadata and the Pixel's eventID
 * @param currency  ISO 4217 in upper case
 * @param total     decimal string in major units, such as 11.00
 * @param expectedValue what the customer is expected to pay later, in the same form; null for a Purchase, and when it is not told
 * @param customer  who bought, sealed as a compact JWE; null without consent
 * @param consent   granted or denied
 * @param event     Meta's event; null for a Purchase
 * @param sourceUrl page of the purchase, without a query
 * @param actionSource Meta's word for where the customer bought; null for the storefront, a website
 * @param site      which of the seller's sites sold it; null when they are not told apart
 * @param referrerUrl site that led to the shop; null without consent, and when it is not known
 * @param dataProcessing how Meta may use the order; null without consent, and when it is not limited
 * @param customerSegmentation new or existing; null without consent, without an e-mail address, and when the shop itself bought
 * @param internal  true when the shop itself bought, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderCompleted(
        String eventId,
        String orderId,
        Instant paidAt,
        String currency,
        String total,
        @Nullable String expectedValue,
        List<Item> items,
        @Nullable String customer,
        String consent,
        @Nullable String event,
        String sourceUrl,
        @Nullable String actionSource,
        @Nullable String site,
        @Nullable String referrerUrl,
        @Nullable DataProcessing dataProcessing,
        @Nullable String customerSegmentation,
        @Nullable Boolean internal,
        boolean livemode,
        Stripe stripe) {

    static final String TOPIC = SharedTopics.ORDERS;
    static final String TYPE = "io.tillstream.order-completed.v1";

    /** Of the message when its event is not a Purchase, so that a dispatcher that knows only Purchases does not send it. */
    static final String SUBSCRIPTION_TYPE = "io.tillstream.subscription-started.v1";

    record Item(String sku, String name, int quantity, String unitPrice) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stripe(
            @Nullable String checkoutSession,
            @Nullable String paymentIntent,
            @Nullable String invoice,
            @Nullable String subscription) {}

    /** Meta's data processing options; country and state are Meta's numbers. */
    record DataProcessing(List<String> options, int country, int state) {}

    /** What the seal contains. Unknown fields are left out. */
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

        static Customer of(Order order, Payment.Customer paying, @Nullable String customerId) {
            Visitor visitor = order.visitor();
            return new Customer(
                    paying.email(),
                    paying.phone(),
                    paying.name(),
                    paying.city(),
                    paying.state(),
                    paying.postalCode(),
                    paying.country(),
                    visitor.id(),
                    customerId,
                    visitor.ip(),
                    visitor.userAgent(),
                    visitor.fbp(),
                    visitor.fbc());
        }
    }

    String type() {
        return event == null ? TYPE : SUBSCRIPTION_TYPE;
    }

    /** The same order after consent was withdrawn. */
    OrderCompleted withoutConsent() {
        return new OrderCompleted(
                eventId,
                orderId,
                paidAt,
                currency,
                total,
                expectedValue,
                items,
                null,
                "denied",
                event,
                sourceUrl,
                actionSource,
                site,
                null,
                null,
                null,
                internal,
                livemode,
                stripe);
    }

    static OrderCompleted of(Order order, Payment payment, Customers.Facts facts, CustomerSeal seal, String sourceUrl) {
        boolean granted = order.visitor().consents();
        Sale sale = order.sale();
        return new OrderCompleted(
                order.eventId(),
                order.reference(),
                payment.paidAt(),
                payment.amounts().total().currency(),
                payment.amounts().total().majorUnits().toPlainString(),
                sale == null || sale.expected() == null
                        ? null
                        : sale.expected().majorUnits().toPlainString(),
                order.items().stream()
                        .map(item -> new Item(
                                item.sku(),
                                item.name(),
                                item.quantity(),
                                item.unitPrice().majorUnits().toPlainString()))
                        .toList(),
                granted ? seal.close(Customer.of(order, payment.customer(), facts.customerId())) : null,
                granted ? "granted" : "denied",
                sale == null || sale.event() == Sale.Event.PURCHASE
                        ? null
                        : sale.event().metasName(),
                sale == null ? sourceUrl : sale.sourceUrl(),
                sale == null ? null : sale.actionSource(),
                sale == null ? null : sale.site(),
                granted ? order.visitor().referrer() : null,
                facts.dataProcessing(),
                facts.segmentation(),
                facts.internal() ? true : null,
                payment.livemode(),
                new Stripe(
                        payment.sessionId(),
                        payment.paymentIntentId(),
                        sale == null ? null : sale.invoiceId(),
                        sale == null ? null : sale.subscriptionId()));
    }
}
