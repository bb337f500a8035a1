package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Completes delayed payments, which take days at Stripe. */
@Component
public class PayLater {

    private final StripeObjects objects;
    private final Sessions sessions;
    private final Payments payments;
    private final Events events;

    PayLater(StripeObjects objects, Sessions sessions, Payments payments, Events events) {
        this.objects = objects;
        this.sessions = sessions;
        this.payments = payments;
        this.events = events;
    }

    /** @throws StripeError if the session has no pending payment */
    public void end(String id, boolean succeeds, Travel travel) {
        objects.alone(() -> {
            ObjectNode session = sessions.get(id);
            ObjectNode intent = payments.find(session)
                    .filter(found -> waits(session, found))
                    .orElseThrow(() -> StripeError.invalid("The session has no pending payment."));
            String method = intent.path("payment_method_types").path(0).asString();
            if (succeeds) {
                payments.succeed(session, method);
                session.put("payment_status", "paid");
            } else if (method.equals("konbini")) {
                payments.fail(
                        session,
                        method,
                        "payment_intent_payment_attempt_expired",
                        null,
                        "The voucher was not paid in time.");
            } else {
                payments.fail(session, method, "payment_method_provider_decline", null, "The bank returned the debit.");
            }
            objects.save(session);
            return events.happened(
                    succeeds ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed",
                    session,
                    travel);
        });
    }

    public static boolean waits(ObjectNode session, ObjectNode intent) {
        String status = intent.path("status").asString();
        return session.path("status").asString().equals("complete")
                && (status.equals("processing") || status.equals("requires_action"));
    }
}
