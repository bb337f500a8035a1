package io.tillstream.shop.payment;

import io.tillstream.shop.order.Order;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Does what a notice asks for: sees to the session, or to the money that went back, that it speaks of. */
@Component
class Notices {

    /** What is asked of Stripe, and all that anything is done about. */
    static final List<String> TYPES = List.of(
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

    private final Payments payments;
    private final StripeSettings settings;
    private final Clock clock;

    Notices(Payments payments, StripeSettings settings, Clock clock) {
        this.payments = payments;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of a notice: exactly one of these. */
    sealed interface Taken {

        /** @param moved whether the order came into another state by it */
        record Ours(Order order, boolean moved) implements Taken {}

        /** @param why one or two words with underscores: the label of a metric */
        record Foreign(String why) implements Taken {}

        /** Stripe could not be asked; to be told again is right. */
        record Later() implements Taken {}
    }

    Taken take(Notice notice) {
        return take(notice, clock.instant());
    }

    /** @param toldAt when Stripe first said so */
    Taken take(Notice notice, Instant toldAt) {
        if (!TYPES.contains(notice.type())) {
            return new Taken.Foreign("other_type");
        }
        if (notice.account() != null) {
            return new Taken.Foreign("other_account");
        }
        if (notice.livemode() != settings.live()) {
            return new Taken.Foreign("other_mode");
        }
        Settlement settlement = notice.type().startsWith("checkout.session.")
                ? payments.settle(notice.objectId(), toldAt)
                : payments.settleMoneyBack(notice.paymentIntent());
        return switch (settlement) {
            case Settlement.Known known -> new Taken.Ours(known.order(), known.moved());
            case Settlement.NotOurs notOurs -> new Taken.Foreign("not_ours");
            case Settlement.Unreachable unreachable -> new Taken.Later();
        };
    }
}
