package io.tillstream.shop.payment;

import io.tillstream.shop.sale.SalesSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A notice of Stripe's that something happened. Only ids are read: other fields may be outdated, and their format depends on the
 * account's api_version.
 *
 * @param type          such as checkout.session.completed; empty when there is none
 * @param livemode      whether it is of live mode, where money moves
 * @param account       id of a connected account; null for our own
 * @param objectId      id of the object that it is about; empty when there is none
 * @param paymentIntent id of the payment intent that the object belongs to; empty when there is none
 * @param orderId       order_id in the object's metadata; empty when there is none
 */
public record Notice(
        String type,
        boolean livemode,
        @Nullable String account,
        String objectId,
        String paymentIntent,
        String orderId) {

    /** The event types that the storefront needs. */
    public static final List<String> TYPES = List.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
            "charge.refunded",
            "charge.refund.updated",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated");

    /** The event types that the shop handles. */
    public static List<String> types(SalesSettings sales) {
        return Stream.concat(TYPES.stream(), sales.eventTypes().stream()).toList();
    }

    /** Reads the body of a webhook. */
    static Notice of(JsonNode event) {
        return about(
                event.path("type").asString(""),
                event.path("livemode").asBoolean(false),
                event.path("account").asString(null),
                event.path("data").path("object"));
    }

    public static Notice about(String type, boolean livemode, @Nullable String account, JsonNode object) {
        return new Notice(
                type,
                livemode,
                account,
                object.path("id").asString(""),
                // Very old API versions expand it.
                object.path("payment_intent").isObject()
                        ? object.path("payment_intent").path("id").asString("")
                        : object.path("payment_intent").asString(""),
                object.path("metadata").path(SessionMark.ORDER_ID).asString(""));
    }

    /**
     * Why it does not concern this shop, as the label of a metric; empty when it does.
     *
     * @param live whether our key is a live key
     */
    Optional<String> foreign(boolean live, SalesSettings sales) {
        if (!types(sales).contains(type)) {
            return Optional.of("other_type");
        }
        if (account != null) {
            return Optional.of("other_account");
        }
        return livemode == live ? Optional.empty() : Optional.of("other_mode");
    }

    /** What a notice is about. */
    enum Subject {
        SESSION,
        INVOICE,
        PAYMENT_INTENT,
        /** A refund or a dispute. */
        MONEY_BACK
    }

    Subject subject() {
        if (type.startsWith("checkout.session.")) {
            return Subject.SESSION;
        }
        return switch (type) {
            case "invoice.paid" -> Subject.INVOICE;
            case "payment_intent.succeeded" -> Subject.PAYMENT_INTENT;
            default -> Subject.MONEY_BACK;
        };
    }

    /** Whether a session may be paid now, so that a new sale may have come. */
    boolean saysPaid() {
        return !type.equals("checkout.session.expired") && !type.equals("checkout.session.async_payment_failed");
    }

    /** Whether a bank has just confirmed a payment that may have begun days ago. */
    boolean saysPaidLater() {
        return type.equals("checkout.session.async_payment_succeeded");
    }

    /** The id of the session, invoice or payment intent to read from Stripe. */
    public String about() {
        return subject() == Subject.MONEY_BACK ? paymentIntent : objectId;
    }
}
