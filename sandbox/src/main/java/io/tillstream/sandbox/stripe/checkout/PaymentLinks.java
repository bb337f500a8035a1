package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Payment Links, and the sessions that visitors open with them. */
@Component
public class PaymentLinks {

    public static final String KIND = "payment_link";

    private static final String REDIRECT = "after_completion[redirect][url]";
    private static final Pattern AFTER_COMPLETION = Pattern.compile(
            "after_completion\\[(type|redirect]\\[url|hosted_confirmation]\\[custom_message)]|inactive_message");
    private static final Pattern OF_SESSION_ONLY =
            Pattern.compile("mode|client_reference_id|customer_email|success_url|cancel_url|locale|expires_at");

    /** Stripe drops other references without a message (docs.stripe.com/payment-links/url-parameters). */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final StripeObjects objects;
    private final Catalog catalog;
    private final Sessions sessions;
    private final JsonMapper json;

    PaymentLinks(StripeObjects objects, Catalog catalog, Sessions sessions, JsonMapper json) {
        this.objects = objects;
        this.catalog = catalog;
        this.sessions = sessions;
        this.json = json;
    }

    /**
     * Takes the parameters of a session, without those that only a session has, and {@code after_completion}.
     *
     * @param origin of the link's page
     */
    public ObjectNode create(Form form, String origin) {
        form.requireKnown(name -> !OF_SESSION_ONLY.matcher(name).matches());
        List<Line> lines = Line.of(form, catalog);
        ObjectNode kept = json.valueToTree(form.values());
        SessionParameters parameters =
                SessionParameters.of(sessionForm(kept, lines, origin), catalog, SessionParameters.MOST_LINES);
        String id = Ids.make("plink_");
        ObjectNode link = json.createObjectNode();
        link.put("id", id)
                .put("object", KIND)
                .put("active", true)
                .put("allow_promotion_codes", form.flag("allow_promotion_codes"))
                .put("billing_address_collection", "auto")
                .put("currency", parameters.currency())
                .put("customer_creation", "if_required")
                .put("livemode", false)
                .put("payment_method_collection", "always")
                .put("submit_type", "auto")
                .put("url", origin + "/b/" + id);
        link.set("metadata", json.valueToTree(form.inside("metadata")));
        ObjectNode after = link.putObject("after_completion");
        if (form.text(REDIRECT) == null) {
            after.put("type", "hosted_confirmation")
                    .putObject("hosted_confirmation")
                    .putNull("custom_message");
        } else {
            after.put("type", "redirect").putObject("redirect").put("url", form.text(REDIRECT));
        }
        link.putObject("phone_number_collection").put("enabled", form.flag("phone_number_collection[enabled]"));
        link.set("sandbox_form", kept);
        link.set("sandbox_line_items", json.valueToTree(lines));
        return objects.save(link);
    }

    /** @throws StripeError if there is no such link */
    public ObjectNode get(String id) {
        return objects.find(KIND, id).orElseThrow(() -> StripeError.missing("payment_link: '" + id + "'"));
    }

    /** Newest first. The caller must not change them. */
    public Stream<ObjectNode> newest() {
        return objects.newest(KIND);
    }

    public ObjectNode activate(String id, boolean active) {
        return objects.alone(() -> objects.save(get(id).put("active", active)));
    }

    /**
     * Opens a session for a visitor. A buy button or pricing table has the id of its link with another prefix.
     *
     * @param id such as {@code plink_x}, {@code buy_btn_x} or {@code prctbl_x}
     * @param reference the visitor's {@code client_reference_id}; dropped without a message if Stripe does not allow it
     * @throws StripeError if the link is not active
     */
    public ObjectNode open(String id, @Nullable String reference, @Nullable String email, String origin) {
        return objects.alone(() -> {
            ObjectNode link = get(id.replaceFirst("^(buy_btn|prctbl)_", "plink_"));
            if (!link.path("active").asBoolean()) {
                throw StripeError.invalid("The link is no longer active.");
            }
            List<Line> lines = Line.of(values(link.path("sandbox_form")), catalog);
            ObjectNode session = sessions.create(sessionForm(link.path("sandbox_form"), lines, origin), origin);
            if (reference != null && REFERENCE.matcher(reference).matches()) {
                session.put("client_reference_id", reference);
            }
            session.put("payment_link", link.path("id").asString()).put("sandbox_prefilled_email", email);
            return objects.save(session);
        });
    }

    private static Form sessionForm(JsonNode kept, List<Line> lines, String origin) {
        Map<String, String> session = new HashMap<>(values(kept).values());
        String redirect = session.get(REDIRECT);
        session.keySet().removeIf(name -> AFTER_COMPLETION.matcher(name).matches() || name.startsWith("expand["));
        session.put("mode", lines.stream().anyMatch(Line::recurring) ? Subscriptions.MODE : "payment");
        session.put("success_url", redirect == null ? origin + "/c/done/{CHECKOUT_SESSION_ID}" : redirect);
        return new Form(session);
    }

    private static Form values(JsonNode kept) {
        Map<String, String> values = new HashMap<>();
        kept.properties()
                .forEach(each -> values.put(each.getKey(), each.getValue().asString()));
        return new Form(values);
    }
}
