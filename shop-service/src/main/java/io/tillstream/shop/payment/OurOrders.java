package io.tillstream.shop.payment;

import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.sale.Sales;
import io.tillstream.shop.sale.SalesSettings;
import io.tillstream.shop.stripe.StripeSettings;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the order that an object of Stripe's belongs to. Other programs may use the same Stripe account. */
@Component
public class OurOrders {

    private final Orders orders;
    private final SessionMark mark;
    private final Sales sales;
    private final SalesSettings salesSettings;
    private final StripeSettings settings;

    OurOrders(Orders orders, SessionMark mark, Sales sales, SalesSettings salesSettings, StripeSettings settings) {
        this.orders = orders;
        this.mark = mark;
        this.sales = sales;
        this.salesSettings = salesSettings;
        this.settings = settings;
    }

    /**
     * The order of a session; empty when it is not ours. Another program on this account may have removed our metadata; then
     * the order is found by the session's id.
     */
    public Optional<Order> of(Session session) {
        return of(session.getMetadata()).or(() -> orders.findBySession(session.getId()));
    }

    /** The order that the metadata of a session or payment intent names; empty when it is not ours. */
    Optional<Order> of(@Nullable Map<String, String> metadata) {
        return SessionMark.id(metadata == null ? null : metadata.get(SessionMark.ORDER_ID))
                .flatMap(orders::find);
    }

    /** Whether Stripe says that a session is paid. */
    public static boolean isPaid(Session session) {
        return SessionOutcome.of(session) == SessionOutcome.PAID;
    }

    /** Whether a complete session without an order is to have one: this shop opened it, or it is a wanted sale. */
    public boolean miss(Session session) {
        return mark.isOurs(session) || sales.wants(session);
    }

    /** Whether we know the payment of a session; true also when nothing had to be paid. */
    public boolean knowPayment(Session session) {
        return session.getPaymentIntent() == null
                || orders.findByPaymentIntent(session.getPaymentIntent()).isPresent();
    }

    /**
     * Whether asking Stripe about a notice can change anything: it must be about our account and mode, and about an order of
     * ours; and the session of a paid order never changes again. Only our own rows are read.
     */
    public boolean canChangeBy(Notice notice) {
        if (notice.foreign(settings.live(), salesSettings).isPresent()) {
            return false;
        }
        // Other programs write order ids too, mostly numbers.
        Optional<UUID> mark = SessionMark.id(notice.orderId());
        Optional<Order> marked = mark.flatMap(orders::find);
        switch (notice.subject()) {
            case INVOICE, PAYMENT_INTENT -> {
                return sales.wants(notice.objectId());
            }
            case MONEY_BACK -> {
                return mark.isPresent()
                        || orders.findByPaymentIntent(notice.paymentIntent()).isPresent();
            }
            case SESSION -> {
                // Below.
            }
        }
        Optional<Order> order = marked.or(() -> orders.findBySession(notice.objectId()));
        // Another session than the order's own may be a second payment.
        return order.map(each -> !each.paid() || !notice.objectId().equals(each.stripeSessionId()))
                .orElse(mark.isPresent() || (salesSettings.account() && notice.saysPaid()));
    }
}
