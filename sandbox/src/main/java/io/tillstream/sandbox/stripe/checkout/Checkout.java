package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Executes the payment that a shopper chose on the payment page. */
@Component
public class Checkout {

    private final StripeObjects objects;
    private final Sessions sessions;
    private final Payments payments;
    private final Subscriptions subscriptions;
    private final Events events;
    private final JsonMapper json;

    Checkout(
            StripeObjects objects,
            Sessions sessions,
            Payments payments,
            Subscriptions subscriptions,
            Events events,
            JsonMapper json) {
        this.objects = objects;
        this.sessions = sessions;
        this.payments = payments;
        this.subscriptions = subscriptions;
        this.events = events;
        this.json = json;
    }

    /** @throws StripeError if the session is not open */
    public PaymentResult pay(String id, PaymentOutcome outcome, CustomerDetails customer, Choices choices) {
        return objects.alone(() -> {
            ObjectNode session = sessions.open(id);
            return switch (outcome) {
                case DECLINED -> declined(session, "card_declined", "generic_decline", "The card was declined.");
                case NO_FUNDS ->
                    declined(session, "card_declined", "insufficient_funds", "The card was declined: it has no funds.");
                case NOT_CONFIRMED ->
                    declined(
                            session,
                            "payment_intent_authentication_failure",
                            "authentication_required",
                            "The card was declined: the bank got no confirmation.");
                case THREE_D_SECURE -> {
                    payments.await(session, outcome.method(), "redirect_to_url");
                    objects.save(session);
                    yield new PaymentResult.Confirm();
                }
                default -> complete(session, outcome, customer, choices);
            };
        });
    }

    private PaymentResult complete(
            ObjectNode session, PaymentOutcome outcome, CustomerDetails customer, Choices choices) {
        boolean subscribes = session.path("mode").asString().equals(Subscriptions.MODE);
        if (subscribes && !outcome.atOnce()) {
            throw StripeError.invalid("This stand-in sells subscriptions only by card.");
        }
        if (outcome == PaymentOutcome.MANAGED_PAYMENTS) {
            session.put("sandbox_tax_inside", true)
                    .putObject("managed_payments")
                    .put("enabled", true);
        }
        boolean promoted = session.path("allow_promotion_codes").asBoolean();
        Totals.of(session, promoted ? choices.percentOff() : 0, choices.shippingOption(), true)
                .writeTo(session);
        if (promoted && choices.percentOff() > 0) {
            session.putArray("discounts").addObject().putNull("coupon").put("promotion_code", Ids.make("promo_"));
        }
        if (outcome == PaymentOutcome.ANOTHER_AMOUNT) {
            session.put("amount_total", session.path("amount_total").asLong() + Money.major(session));
        }
        collect(session, customer, choices);
        session.put("status", "complete").putNull("url");
        if (subscribes) {
            subscriptions.start(session, choices.travel());
        } else if (session.path("amount_total").asLong() == 0) {
            session.put("payment_status", "no_payment_required").putNull("payment_intent");
        } else {
            charge(session, outcome, choices.travel());
        }
        if (outcome.presentsAnotherCurrency()) {
            session.set("presentment_details", Money.presented(session, json));
        }
        objects.save(session);
        return new PaymentResult.Complete(
                session, events.happened("checkout.session.completed", session, choices.travel()));
    }

    private void charge(ObjectNode session, PaymentOutcome outcome, Travel travel) {
        switch (outcome) {
            case KONBINI -> payments.await(session, outcome.method(), "konbini_display_details");
            case BANK_DEBIT -> payments.pend(session, outcome.method());
            default -> {
                if (outcome == PaymentOutcome.ANOTHER_INTENT_CURRENCY) {
                    session.set("sandbox_intent_money", Money.presented(session, json));
                }
                payments.succeed(session, outcome.method());
                session.put("payment_status", "paid");
                if (session.path("payment_link").isString()) {
                    payments.announce(session, travel);
                }
            }
        }
    }

    private void collect(ObjectNode session, CustomerDetails customer, Choices choices) {
        session.set(
                "customer_details",
                customer.json(
                        json,
                        session.path("phone_number_collection").path("enabled").asBoolean()));
        if (session.path("shipping_address_collection").isObject()) {
            session.putObject("collected_information").set("shipping_details", customer.shippingJson(json));
        }
        if (session.path("automatic_tax").path("enabled").asBoolean()) {
            session.putObject("automatic_tax").put("enabled", true).put("status", "complete");
        }
        String shippingRate = session.path("shipping_options")
                .path(choices.shippingOption())
                .path("shipping_rate")
                .asString("");
        if (!shippingRate.isEmpty()) {
            long amount = session.path("total_details").path("amount_shipping").asLong();
            session.putObject("shipping_cost")
                    .put("amount_subtotal", amount)
                    .put("amount_tax", 0)
                    .put("amount_total", amount)
                    .put("shipping_rate", shippingRate);
        }
        boolean terms = session.path("consent_collection")
                .path("terms_of_service")
                .asString("")
                .equals("required");
        boolean promotions = session.path("consent_collection")
                .path("promotions")
                .asString("")
                .equals("auto");
        if (terms || promotions) {
            session.putObject("consent")
                    .put(
                            "promotions",
                            promotions ? Boolean.TRUE.equals(choices.newsletter()) ? "opt_in" : "opt_out" : null)
                    .put("terms_of_service", terms ? "accepted" : null);
        }
    }

    private PaymentResult declined(ObjectNode session, String code, String decline, String message) {
        payments.fail(session, "card", code, decline, message);
        objects.save(session);
        return new PaymentResult.Declined(message);
    }
}
