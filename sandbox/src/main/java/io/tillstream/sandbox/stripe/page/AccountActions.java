package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.Checkout;
import io.tillstream.sandbox.stripe.checkout.Choices;
import io.tillstream.sandbox.stripe.checkout.CustomerDetails;
import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.checkout.Invoices;
import io.tillstream.sandbox.stripe.checkout.PaymentOutcome;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import io.tillstream.sandbox.stripe.store.RestrictedKeys;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.Switches;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Actions that are not about one session. They answer as {@link SessionActions} does. */
@RestController
@RequestMapping("/sandbox")
class AccountActions {

    private final Sessions sessions;
    private final Invoices invoices;
    private final Checkout checkout;
    private final Events events;
    private final Switches switches;
    private final RestrictedKeys keys;

    AccountActions(
            Sessions sessions,
            Invoices invoices,
            Checkout checkout,
            Events events,
            Switches switches,
            RestrictedKeys keys) {
        this.sessions = sessions;
        this.invoices = invoices;
        this.checkout = checkout;
        this.events = events;
        this.switches = switches;
        this.keys = keys;
    }

    /** Delivers a webhook again, up to 20 times at once. */
    @PostMapping("/events/{id}/deliver")
    ResponseEntity<Void> deliver(@PathVariable String id, @RequestParam(defaultValue = "1") int times) {
        ObjectNode event = events.find(id).orElseThrow(() -> StripeError.missing("event: '" + id + "'"));
        for (int time = 0; time < Math.min(times, 20); time++) {
            events.deliver(event);
        }
        return SessionActions.done();
    }

    /** Sets the given switches: {@code webhooks=up|down|down-and-lost}, {@code api=well|error-500|slow|error-429}. */
    @PostMapping("/switches")
    ResponseEntity<Void> choose(
            @RequestParam(required = false) Switches.@Nullable Endpoint webhooks,
            @RequestParam(required = false) Switches.@Nullable Api api) {
        switches.set(webhooks == null ? switches.webhooks() : webhooks, api == null ? switches.api() : api);
        return SessionActions.done();
    }

    /** Pays the newest open sessions with a good card, one by one. */
    @PostMapping("/pay-many")
    ResponseEntity<Void> payMany(@RequestParam int count, @RequestParam(defaultValue = "at-once") Travel webhook) {
        Choices choices = new Choices(null, null, null, webhook);
        List<String> ids = sessions.newestOpen()
                .limit(count)
                .map(session -> session.path("id").asString())
                .toList();
        ids.forEach(id -> checkout.pay(id, PaymentOutcome.GOOD, CustomerDetails.sample(), choices));
        return SessionActions.done();
    }

    /**
     * Sets the rights of a restricted key, which exists from then on.
     *
     * @param key begins with {@code rk_test_}
     * @param rights separated by commas, such as {@code rak_event_read}; empty for none
     */
    @PostMapping("/keys")
    ResponseEntity<Void> restrict(@RequestParam String key, @RequestParam(defaultValue = "") String rights) {
        keys.set(
                key,
                Stream.of(rights.split(",", -1))
                        .map(String::strip)
                        .filter(right -> !right.isEmpty())
                        .toList());
        return SessionActions.done();
    }

    /**
     * A sale of another shop on the same account, without this shop's metadata. The header {@code Sandbox-Id} has the session.
     *
     * @param lines number of line items, 1 to 1000; Stripe's API accepts at most 100 in a request
     */
    @PostMapping("/foreign")
    ResponseEntity<Void> foreign(@RequestParam(defaultValue = "1") int lines) {
        Map<String, String> form =
                new HashMap<>(Map.of("mode", "payment", "success_url", "https://other.example/thanks"));
        int most = Math.clamp(lines, 1, 1000);
        for (int line = 0; line < most; line++) {
            String item = "line_items[" + line + "]";
            form.put(item + "[quantity]", "1");
            form.put(item + "[price_data][currency]", "sgd");
            form.put(item + "[price_data][unit_amount]", "4200");
            form.put(item + "[price_data][product_data][name]", "A ticket of another shop");
        }
        ObjectNode session = sessions.create(new Form(form), "https://pay.other.example", most);
        checkout.pay(session.path("id").asString(), PaymentOutcome.GOOD, CustomerDetails.sample(), Choices.none());
        return SaleActions.done(session);
    }

    /**
     * The event ids of this shop's sessions that are paid or need no payment, of the sales by Payment Link that cost something,
     * and of the first payments after a free trial. Tests compare everything else with them. Refunds do not change them.
     */
    @GetMapping("/paid")
    List<String> paid() {
        List<ObjectNode> complete = sessions.newest()
                .filter(session -> session.path("status").asString().equals("complete"))
                .filter(session -> !session.path("payment_status").asString().equals("unpaid"))
                .toList();
        return Stream.concat(
                        complete.stream().map(AccountActions::eventId),
                        complete.stream().map(this::firstPaymentAfterTrial))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** Empty for a session without a trial, and before the first payment. */
    private String firstPaymentAfterTrial(ObjectNode session) {
        String subscription = session.path("subscription").asString("");
        if (subscription.isEmpty() || session.path("amount_total").asLong() > 0) {
            return "";
        }
        return invoices.oldest()
                .filter(invoice -> Invoices.subscriptionOf(invoice).equals(subscription))
                .filter(invoice -> invoice.path("amount_paid").asLong() > 0)
                .map(invoice -> invoice.path("id").asString())
                .findFirst()
                .orElse("");
    }

    private static String eventId(ObjectNode session) {
        String id = session.path("metadata").path("event_id").asString("");
        boolean sale = session.path("payment_link").isString()
                && session.path("amount_total").asLong() > 0;
        return id.isEmpty() && sale ? referenceOrId(session) : id;
    }

    /** References that begin with {@code ts_} are of Tillstream's script, and name a visitor instead of a sale. */
    private static String referenceOrId(ObjectNode session) {
        String reference = session.path("client_reference_id").asString("");
        return reference.isEmpty() || reference.startsWith("ts_")
                ? session.path("id").asString()
                : reference;
    }
}
