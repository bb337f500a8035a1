package io.tillstream.sandbox.stripe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What can be made to happen at Stripe, from the overview's buttons and from tests. Each answers 303 to the overview, or
 * 400 and Stripe's form of an error where it cannot be done.
 *
 * <p>All that tell the shop of something take {@code webhook}, one of {@link Travel} ({@code at-once} if it is not given).
 */
@RestController
@RequestMapping("/sandbox")
class Actions {

    private final Sessions sessions;
    private final Checkout checkout;
    private final Payments payments;
    private final PayLater payLater;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Events events;
    private final Switches switches;

    Actions(
            Sessions sessions,
            Checkout checkout,
            Payments payments,
            PayLater payLater,
            Refunds refunds,
            Disputes disputes,
            Events events,
            Switches switches) {
        this.sessions = sessions;
        this.checkout = checkout;
        this.payments = payments;
        this.payLater = payLater;
        this.refunds = refunds;
        this.disputes = disputes;
        this.events = events;
        this.switches = switches;
    }

    @PostMapping("/sessions/{id}/expire")
    ResponseEntity<Void> expire(@PathVariable String id, @RequestParam(defaultValue = "at-once") Travel webhook) {
        sessions.expire(id, webhook);
        return done();
    }

    /** Ends the waiting for a konbini voucher or a bank debit. */
    @PostMapping("/sessions/{id}/pay-later")
    ResponseEntity<Void> payLater(
            @PathVariable String id,
            @RequestParam boolean succeeds,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        payLater.end(id, succeeds, webhook);
        return done();
    }

    /** @param amount in minor units; all that is left if it is not given */
    @PostMapping("/sessions/{id}/refund")
    ResponseEntity<Void> refund(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long amount,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        String charge = payments.paidCharge(sessions.get(id)).path("id").asString();
        refunds.make(charge, amount, webhook);
        return done();
    }

    @PostMapping("/sessions/{id}/dispute")
    ResponseEntity<Void> dispute(@PathVariable String id, @RequestParam(defaultValue = "at-once") Travel webhook) {
        disputes.open(payments.paidCharge(sessions.get(id)), webhook);
        return done();
    }

    @PostMapping("/sessions/{id}/close-dispute")
    ResponseEntity<Void> closeDispute(
            @PathVariable String id,
            @RequestParam boolean won,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        disputes.close(payments.paidCharge(sessions.get(id)), won, webhook);
        return done();
    }

    /** Delivers a webhook again, at most 20 times at once, to show that the shop does not mind. */
    @PostMapping("/events/{id}/deliver")
    ResponseEntity<Void> deliver(@PathVariable String id, @RequestParam(defaultValue = "1") int times) {
        var event = events.find(id).orElseThrow(() -> StripeError.missing("event: '" + id + "'"));
        for (int time = 0; time < Math.min(times, 20); time++) {
            events.deliver(event);
        }
        return done();
    }

    /** Sets what is given: {@code webhooks=up|down|down-and-lost}, {@code api=well|error-500|slow|error-429}. */
    @PostMapping("/switches")
    ResponseEntity<Void> choose(
            @RequestParam(required = false) Switches.@Nullable Endpoint webhooks,
            @RequestParam(required = false) Switches.@Nullable Api api) {
        switches.set(webhooks == null ? switches.webhooks() : webhooks, api == null ? switches.api() : api);
        return done();
    }

    /** Pays the newest open sessions with a good card, one after the other. */
    @PostMapping("/pay-many")
    ResponseEntity<Void> payMany(@RequestParam int count, @RequestParam(defaultValue = "at-once") Travel webhook) {
        Choices choices = new Choices(null, null, null, webhook);
        List<String> ids = sessions.newestOpen()
                .limit(count)
                .map(session -> session.path("id").asString())
                .toList();
        ids.forEach(id -> checkout.pay(id, Outcome.GOOD, CustomerDetails.somebody(), choices));
        return done();
    }

    /** A sale of somebody else on the same account: it bears nothing of this shop. */
    @PostMapping("/foreign")
    ResponseEntity<Void> foreign() {
        Form form = new Form(Map.of(
                "mode", "payment",
                "success_url", "https://other.example/thanks",
                "line_items[0][quantity]", "1",
                "line_items[0][price_data][currency]", "sgd",
                "line_items[0][price_data][unit_amount]", "4200",
                "line_items[0][price_data][product_data][name]", "A ticket of another shop"));
        String id = sessions.create(SessionParameters.of(form), "https://pay.other.example")
                .path("id")
                .asString();
        checkout.pay(id, Outcome.GOOD, CustomerDetails.somebody(), Choices.none());
        return done();
    }

    /**
     * The event ids of this shop's sessions for which Stripe has all that it wants: the books that everything else is
     * checked against. Refunds change nothing in it.
     */
    @GetMapping("/paid")
    List<String> paid() {
        return sessions.newest().stream()
                .filter(session -> session.path("status").asString().equals("complete"))
                .filter(session -> !session.path("payment_status").asString().equals("unpaid"))
                .map(session -> session.path("metadata").path("event_id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static ResponseEntity<Void> done() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .build();
    }
}
