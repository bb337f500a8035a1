package io.tillstream.shop.payment;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Settles payments: asks Stripe for a payment's state and brings its order into the matching state, once. The webhook, the
 * thanks page and the reconciler call it at any time, repeatedly and from several shops at once. They pass only ids;
 * everything else is read from Stripe.
 */
@Component
public class Payments {

    private final StripeInquiry inquiry;
    private final SessionPayments sessions;
    private final AccountPayments account;
    private final MoneyBackOrders moneyBack;
    private final Clock clock;

    Payments(
            StripeInquiry inquiry,
            SessionPayments sessions,
            AccountPayments account,
            MoneyBackOrders moneyBack,
            Clock clock) {
        this.inquiry = inquiry;
        this.sessions = sessions;
        this.account = account;
        this.moneyBack = moneyBack;
        this.clock = clock;
    }

    public SettleResult settle(String sessionId) {
        return ask(StripeId.SESSION, sessionId, () -> sessions.settle(sessionId, clock.instant(), false));
    }

    /**
     * Settles what a notice is about: a session, an invoice, a payment, or money that went back.
     *
     * @param noticedAt when Stripe created the event
     */
    public SettleResult settle(Notice notice, Instant noticedAt) {
        String id = notice.about();
        return switch (notice.subject()) {
            case SESSION -> ask(StripeId.SESSION, id, () -> sessions.settle(id, noticedAt, notice.saysPaidLater()));
            case INVOICE -> ask(StripeId.INVOICE, id, () -> account.settleInvoice(id));
            case PAYMENT_INTENT -> ask(StripeId.PAYMENT_INTENT, id, () -> account.settleIntent(id, noticedAt));
            case MONEY_BACK -> ask(StripeId.PAYMENT_INTENT, id, () -> moneyBack.record(id));
        };
    }

    private SettleResult ask(StripeId form, String id, StripeInquiry.Question question) {
        return form.fits(id) ? inquiry.ask(question) : new SettleResult.NotOurs();
    }
}
