package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.StripeWebhooks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** The state of an order after each of Stripe's events, from every state. */
class OrderLifeIT extends RunningShop {

    private static final Map<String, String> TYPES = Map.of(
            "paid", "checkout.session.completed",
            "unpaid", "checkout.session.completed",
            "nothing to pay", "checkout.session.completed",
            "confirmed", "checkout.session.async_payment_succeeded",
            "refused", "checkout.session.async_payment_failed",
            "expired", "checkout.session.expired",
            "refunded", "charge.refunded",
            "disputed", "charge.dispute.created");

    /** In the order of the columns below. */
    private static final List<String> EVENTS =
            List.of("paid", "unpaid", "nothing to pay", "confirmed", "refused", "expired", "refunded", "disputed");

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            state,    paid, unpaid,   nothing to pay, confirmed, refused,  expired,  refunded, disputed
            PENDING,  PAID, AWAITING, PAID,           PAID,      FAILED,   EXPIRED,  PAID,     PAID
            AWAITING, PAID, AWAITING, PAID,           PAID,      FAILED,   AWAITING, PAID,     PAID
            FAILED,   PAID, FAILED,   PAID,           PAID,      FAILED,   FAILED,   PAID,     PAID
            EXPIRED,  PAID, EXPIRED,  PAID,           PAID,      EXPIRED,  EXPIRED,  PAID,     PAID
            HELD,     HELD, HELD,     HELD,           HELD,      HELD,     HELD,     HELD,     HELD
            PAID,     PAID, PAID,     PAID,           PAID,      PAID,     PAID,     PAID,     PAID""")
    void goes_forward_only(ArgumentsAccessor row) throws Exception {
        for (int column = 1; column <= EVENTS.size(); column++) {
            String event = EVENTS.get(column - 1);
            assertThat(after(row.getString(0), event)).as(event).isEqualTo(row.getString(column));
        }
    }

    /** Brings an order into a state, lets an event happen at Stripe, and returns the new state. */
    private String after(String state, String event) throws Exception {
        post("/cart/items/enamel-mug", Map.of("quantity", "0"));
        String session = checkout("enamel-mug");
        switch (state) {
            case "AWAITING" -> say(session, "unpaid");
            case "FAILED" -> {
                say(session, "unpaid");
                say(session, "refused");
            }
            case "EXPIRED" -> say(session, "expired");
            case "PAID" -> say(session, "paid");
            case "HELD" -> {
                STRIPE.pay(session, 1, "held@example.com");
                tell("checkout.session.completed", session);
            }
            default -> {
                // Nothing has happened to it yet.
            }
        }
        assertThat(orderState(session)).isEqualTo(state);
        say(session, event);
        return orderState(session);
    }

    private void say(String session, String event) throws Exception {
        switch (event) {
            case "paid" -> STRIPE.pay(session);
            case "unpaid" -> STRIPE.payLater(session);
            case "nothing to pay" -> STRIPE.payNothing(session);
            case "confirmed" -> {
                STRIPE.payLater(session);
                STRIPE.confirmed(session);
            }
            case "refused" -> {
                STRIPE.payLater(session);
                STRIPE.refused(session);
            }
            case "expired" -> STRIPE.expire(session);
            case "refunded" -> {
                STRIPE.pay(session);
                STRIPE.refund(session, 100);
            }
            case "disputed" -> {
                STRIPE.pay(session);
                STRIPE.dispute(session, 100);
            }
            default -> throw new IllegalArgumentException(event);
        }
        tell(TYPES.get(event), session);
    }

    private void tell(String type, String session) throws Exception {
        String body = STRIPE.webhook(type, session);
        assertThat(webhook(body, StripeWebhooks.sign(body, System.currentTimeMillis() / 1000))
                        .statusCode())
                .isEqualTo(200);
    }
}
