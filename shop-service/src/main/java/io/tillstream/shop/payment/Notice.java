package io.tillstream.shop.payment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's word that something happened, of which ids alone are read: the rest is as old as the event, and in the form of
 * whatever api_version the account has.
 *
 * @param type          such as checkout.session.completed; empty when there is none
 * @param livemode      whether money moved
 * @param account       of a connected account; null for our own
 * @param objectId      of what it is about; empty when there is none
 * @param paymentIntent that the object belongs to; empty when there is none
 * @param orderId       in the object's metadata, where a shop of this kind writes it; empty when there is none
 */
public record Notice(
        String type,
        boolean livemode,
        @Nullable String account,
        String objectId,
        String paymentIntent,
        String orderId) {

    /** All that anything is done about. */
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

    /** The body of a webhook. */
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
                // Expanded in very old versions.
                object.path("payment_intent").isObject()
                        ? object.path("payment_intent").path("id").asString("")
                        : object.path("payment_intent").asString(""),
                object.path("metadata").path(SessionMark.ORDER_ID).asString(""));
    }

    /**
     * Why nothing is done about it, in two words with an underscore: the label of a metric.
     *
     * @param live whether our key is one that moves money
     */
    Optional<String> foreign(boolean live) {
        if (!TYPES.contains(type)) {
            return Optional.of("other_type");
        }
        if (account != null) {
            return Optional.of("other_account");
        }
        return livemode == live ? Optional.empty() : Optional.of("other_mode");
    }

    boolean aboutSession() {
        return type.startsWith("checkout.session.");
    }

    /** The id of what Stripe is to be asked about. */
    public String about() {
        return aboutSession() ? objectId : paymentIntent;
    }
}
