package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.Disputes;
import io.tillstream.sandbox.stripe.checkout.PayLater;
import io.tillstream.sandbox.stripe.checkout.Payments;
import io.tillstream.sandbox.stripe.checkout.Refunds;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import io.tillstream.sandbox.stripe.webhook.Travel;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Actions on a session and its payment, for the overview's buttons and for tests. Each answers 303 to the overview, or 400
 * with an error in Stripe's form if it is not possible.
 *
 * <p>Each takes {@code webhook}, one of {@link Travel}; the default is {@code at-once}.
 */
@RestController
@RequestMapping("/sandbox/sessions/{id}")
class SessionActions {

    private final Sessions sessions;
    private final Payments payments;
    private final PayLater payLater;
    private final Refunds refunds;
    private final Disputes disputes;

    SessionActions(Sessions sessions, Payments payments, PayLater payLater, Refunds refunds, Disputes disputes) {
        this.sessions = sessions;
        this.payments = payments;
        this.payLater = payLater;
        this.refunds = refunds;
        this.disputes = disputes;
    }

    @PostMapping("/expire")
    ResponseEntity<Void> expire(@PathVariable String id, @RequestParam(defaultValue = "at-once") Travel webhook) {
        sessions.expire(id, webhook);
        return done();
    }

    /** Ends a pending konbini voucher or bank debit. */
    @PostMapping("/pay-later")
    ResponseEntity<Void> payLater(
            @PathVariable String id,
            @RequestParam boolean succeeds,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        payLater.end(id, succeeds, webhook);
        return done();
    }

    /** @param amount in minor units; null for the whole remaining amount */
    @PostMapping("/refund")
    ResponseEntity<Void> refund(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long amount,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        String charge = payments.paidCharge(sessions.get(id)).path("id").asString();
        refunds.make(charge, amount, webhook);
        return done();
    }

    @PostMapping("/dispute")
    ResponseEntity<Void> dispute(@PathVariable String id, @RequestParam(defaultValue = "at-once") Travel webhook) {
        disputes.open(payments.paidCharge(sessions.get(id)), webhook);
        return done();
    }

    @PostMapping("/close-dispute")
    ResponseEntity<Void> closeDispute(
            @PathVariable String id,
            @RequestParam boolean won,
            @RequestParam(defaultValue = "at-once") Travel webhook) {
        disputes.close(payments.paidCharge(sessions.get(id)), won, webhook);
        return done();
    }

    /** Back to the overview. */
    static ResponseEntity<Void> done() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .build();
    }
}
