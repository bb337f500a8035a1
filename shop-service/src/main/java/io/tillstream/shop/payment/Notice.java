package io.tillstream.shop.payment;

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
 */
record Notice(String type, boolean livemode, @Nullable String account, String objectId, String paymentIntent) {

    static Notice of(JsonNode event) {
        return about(
                event.path("type").asString(""),
                event.path("livemode").asBoolean(false),
                event.path("account").asString(null),
                event.path("data").path("object"));
    }

    static Notice about(String type, boolean livemode, @Nullable String account, JsonNode object) {
        return new Notice(
                type,
                livemode,
                account,
                object.path("id").asString(""),
                // Expanded in very old versions.
                object.path("payment_intent").isObject()
                        ? object.path("payment_intent").path("id").asString("")
                        : object.path("payment_intent").asString(""));
    }
}
