package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.sale.Sales;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Records that money of a payment went back. Its order may not be known yet, as Stripe's notices come in any order. */
@Component
class MoneyBackOrders {

    private final Orders orders;
    private final OurOrders ourOrders;
    private final StripeCheckout stripe;
    private final Sales sales;
    private final SessionPayments sessions;
    private final AccountPayments account;
    private final StripeMoneyBack moneyBack;

    MoneyBackOrders(
            Orders orders,
            OurOrders ourOrders,
            StripeCheckout stripe,
            Sales sales,
            SessionPayments sessions,
            AccountPayments account,
            StripeMoneyBack moneyBack) {
        this.orders = orders;
        this.ourOrders = ourOrders;
        this.stripe = stripe;
        this.sales = sales;
        this.sessions = sessions;
        this.account = account;
        this.moneyBack = moneyBack;
    }

    /** Reads a payment's refunds and disputes again. */
    SettleResult record(String paymentIntentId) throws StripeException {
        Optional<Order> order = orders.findByPaymentIntent(paymentIntentId);
        if (order.isEmpty()) {
            order = settleOurs(paymentIntentId);
        }
        if (order.isEmpty() && sales.wants(paymentIntentId)) {
            order = account.settleIntent(paymentIntentId, null) instanceof SettleResult.Known known
                    ? Optional.of(known.order())
                    : Optional.empty();
        }
        if (order.isEmpty()) {
            return new SettleResult.NotOurs();
        }
        moneyBack.record(order.get().id(), paymentIntentId);
        return SettleResult.Known.since(order.get(), orders);
    }

    /** The refund was reported before the payment, so the payment is settled first. */
    private Optional<Order> settleOurs(String paymentIntentId) throws StripeException {
        Optional<Order> order = ourOrders.of(stripe.readIntent(paymentIntentId).getMetadata());
        if (order.isPresent() && order.get().stripeSessionId() != null) {
            sessions.settle(order.get().stripeSessionId());
        }
        return order;
    }
}
