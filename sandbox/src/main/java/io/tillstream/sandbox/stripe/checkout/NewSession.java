package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A new session. */
final class NewSession {

    private static final long SHORTEST = Duration.ofMinutes(30).toSeconds();
    private static final long LONGEST = Duration.ofHours(24).toSeconds();

    private final SessionParameters parameters;
    private final Form form;
    private final JsonMapper json;

    NewSession(SessionParameters parameters, JsonMapper json) {
        this.parameters = parameters;
        this.form = parameters.form();
        this.json = json;
    }

    /**
     * @param origin of the payment page
     * @param now in seconds since 1970
     */
    ObjectNode json(String origin, long now) {
        String id = Ids.session();
        ObjectNode session = json.createObjectNode();
        session.put("id", id)
                .put("object", "checkout.session")
                .put("allow_promotion_codes", form.flag("allow_promotion_codes"))
                .put("cancel_url", form.text("cancel_url"))
                .put("client_reference_id", form.text("client_reference_id"))
                .putNull("collected_information")
                .putNull("consent")
                .put("created", now)
                .put("currency", parameters.currency())
                .putNull("currency_conversion")
                .putNull("customer")
                .putNull("customer_details")
                .put("customer_email", form.text("customer_email"))
                .put("expires_at", expiresAt(now))
                .put("livemode", false)
                .put("locale", form.text("locale"))
                .putNull("invoice")
                .put("mode", form.required("mode"))
                .putNull("payment_intent")
                .putNull("payment_link")
                .put("payment_status", "unpaid")
                .putNull("presentment_details")
                .putNull("setup_intent")
                .put("status", "open")
                .putNull("subscription")
                .put("success_url", form.required("success_url"))
                .put("ui_mode", "hosted_page")
                .put("url", origin + "/c/pay/" + id);
        session.set("metadata", json.valueToTree(form.inside("metadata")));
        session.set("sandbox_payment_intent_metadata", json.valueToTree(form.inside("payment_intent_data[metadata]")));
        if (form.text("payment_intent_data[receipt_email]") != null) {
            session.put("sandbox_receipt_email", form.text("payment_intent_data[receipt_email]"));
        }
        if (parameters.subscription()) {
            session.set("sandbox_subscription_metadata", json.valueToTree(form.inside("subscription_data[metadata]")));
            session.put("sandbox_trial_days", trialDays());
        }
        session.set("sandbox_line_items", json.valueToTree(parameters.lines()));
        session.put("sandbox_tax_inside", parameters.taxInside());
        collected(session);
        Totals.of(session, 0, 0, false).writeTo(session);
        return session;
    }

    /** Writes what Stripe collects from the shopper or calculates. */
    private void collected(ObjectNode session) {
        boolean tax = form.flag("automatic_tax[enabled]");
        session.putObject("automatic_tax").put("enabled", tax).put("status", tax ? "requires_location_inputs" : null);
        if (form.flag("managed_payments[enabled]")) {
            session.putObject("managed_payments").put("enabled", true);
        } else {
            session.putNull("managed_payments");
        }
        session.putObject("adaptive_pricing").put("enabled", !"false".equals(form.text("adaptive_pricing[enabled]")));
        session.putObject("phone_number_collection").put("enabled", form.flag("phone_number_collection[enabled]"));
        session.putObject("consent_collection")
                .put("promotions", form.text("consent_collection[promotions]"))
                .put("terms_of_service", form.text("consent_collection[terms_of_service]"));
        session.putArray("discounts");
        session.putArray("payment_method_types").add("card").add("konbini").add("sepa_debit");
        var countries = form.list("shipping_address_collection[allowed_countries]");
        if (countries.isEmpty()) {
            session.putNull("shipping_address_collection");
        } else {
            ArrayNode allowed = session.putObject("shipping_address_collection").putArray("allowed_countries");
            countries.forEach(allowed::add);
        }
        ArrayNode options = session.putArray("shipping_options");
        ArrayNode names = session.putArray("sandbox_shipping_names");
        parameters.shipping().forEach(shipping -> {
            options.addObject().put("shipping_amount", shipping.amount()).put("shipping_rate", Ids.make("shr_"));
            names.add(shipping.name());
        });
    }

    private long trialDays() {
        String days = "subscription_data[trial_period_days]";
        return form.text(days) == null ? 0 : form.number(days, 1);
    }

    private long expiresAt(long now) {
        if (form.text("expires_at") == null) {
            return now + LONGEST;
        }
        long at = form.number("expires_at", 0);
        if (at < now + SHORTEST || at > now + LONGEST) {
            throw StripeError.invalid("expires_at must be 30 minutes to 24 hours after the session is created.");
        }
        return at;
    }
}
