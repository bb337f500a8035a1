package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.refund.SecondPayments;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Marks orders as paid, or holds them, and notes what is unusual about a payment. */
@Component
class PaidOrders {

    private static final Logger log = LoggerFactory.getLogger(PaidOrders.class);

    private final Orders orders;
    private final StripeMoneyBack moneyBack;
    private final SecondPayments secondPayments;

    PaidOrders(Orders orders, StripeMoneyBack moneyBack, SecondPayments secondPayments) {
        this.orders = orders;
        this.moneyBack = moneyBack;
        this.secondPayments = secondPayments;
    }

    /** @param charge of the payment; null when there is none, or it was not read */
    void settle(Order order, Payment payment, @Nullable Charge charge) throws StripeException {
        String difference = PaidSession.difference(order, payment);
        if (difference == null) {
            if (orders.markPaid(order, payment)) {
                logSecondOrder(order);
            }
        } else if (orders.hold(order, payment, difference)) {
            log.atError()
                    .addKeyValue("order", order.id())
                    .addKeyValue("reason", difference)
                    .log(
                            "A paid order is held back from Meta because it was not paid as we asked. Compare it with Stripe's Dashboard, then release it (docs/operating/shop.md, Held orders)");
        }
        if (secondPayments.note(order.id(), payment)) {
            logSecondPayment(order, payment);
        }
        // Of an invoice's payment Stripe gives no charge.
        if (payment.paymentIntentId() != null
                && (charge == null || wentBack(charge) || Boolean.TRUE.equals(charge.getDisputed()))) {
            moneyBack.record(order.id(), payment.paymentIntentId());
        }
    }

    private static void logSecondPayment(Order order, Payment payment) {
        if (order.sale() == null) {
            log.atError()
                    .addKeyValue("order", order.id())
                    .addKeyValue("session", payment.sessionId())
                    .log(
                            "An order was paid twice, in two sessions. It counts once; refund this payment in Stripe's Dashboard");
        } else {
            log.atWarn()
                    .addKeyValue("order", order.reference())
                    .addKeyValue("payment_intent", payment.paymentIntentId())
                    .log(
                            "Two payments name one order, such as deposit and balance. Meta gets one Purchase, with the amount of the first");
        }
    }

    /** Reports a cart that was changed, and checked out again, while its first order was being paid. */
    private void logSecondOrder(Order order) {
        secondPayments
                .ofTheSameCart(order.id())
                .ifPresent(
                        other -> log.atError()
                                .addKeyValue("order", order.id())
                                .addKeyValue("other", other)
                                .log(
                                        "A cart was paid twice, as two orders: the shopper changed it while the first was being paid. Both are sent to Meta; ask the customer, and refund one in Stripe's Dashboard"));
    }

    private static boolean wentBack(Charge charge) {
        return charge.getAmountRefunded() != null && charge.getAmountRefunded() > 0;
    }
}
