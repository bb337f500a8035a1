package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Address;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import io.tillstream.shop.order.Sale;
import io.tillstream.shop.sale.StripeSales;
import io.tillstream.shop.stripe.KeyTrouble;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows the owner an order as Stripe has it, and releases held orders. */
@Component
public class OwnersView {

    private static final Logger log = LoggerFactory.getLogger(OwnersView.class);

    private final StripeCheckout stripe;
    private final StripeSales stripeSales;
    private final Orders orders;
    private final Clock clock;

    OwnersView(StripeCheckout stripe, StripeSales stripeSales, Orders orders, Clock clock) {
        this.stripe = stripe;
        this.stripeSales = stripeSales;
        this.orders = orders;
        this.clock = clock;
    }

    /** The result of releasing an order. */
    public enum Release {
        RELEASED,
        NOT_HELD,
        UNREACHABLE
    }

    /**
     * An order as Stripe has it.
     *
     * @param state   Stripe's words for the session and its payment
     * @param payment where it is not paid, the amounts that would be collected
     * @param sendTo  name and address to send the goods to, a line each; empty when Stripe did not ask for one
     * @param page    of the payment in Stripe's Dashboard; null when nothing was paid
     */
    public record Seen(
            String state,
            Payment payment,
            List<String> sendTo,
            @Nullable String page) {

        /** Without personal data, so that it may be logged. */
        @Override
        public String toString() {
            return "Seen[" + state + ", " + payment + "]";
        }
    }

    /** The order as Stripe has it now; empty when it has no session, and when Stripe does not answer. */
    public Optional<Seen> of(Order order) {
        String sessionId = order.stripeSessionId();
        if (sessionId == null) {
            return Optional.empty();
        }
        try {
            Session session = stripe.read(sessionId);
            return Optional.of(new Seen(
                    session.getStatus() + ", " + session.getPaymentStatus(),
                    PaidSession.payment(session, order, PaidSession.paidAt(session, clock.instant())),
                    sendTo(session),
                    page(session)));
        } catch (StripeException e) {
            logUnreachable(e);
            return Optional.empty();
        }
    }

    /**
     * Releases a held order with the amounts that Stripe has.
     *
     * @param who released it, for the log
     */
    public Release release(Order order, String who) {
        try {
            if (order.state() != State.HELD || !orders.release(order, collected(order))) {
                return Release.NOT_HELD;
            }
            log.atInfo().addKeyValue("order", order.id()).addKeyValue("by", who).log("a held order was released");
            return Release.RELEASED;
        } catch (StripeException e) {
            logUnreachable(e);
            return Release.UNREACHABLE;
        }
    }

    /** What Stripe collected for an order. */
    private Payment collected(Order order) throws StripeException {
        if (order.stripeSessionId() != null) {
            return PaidSession.payment(stripe.read(order.stripeSessionId()), order, clock.instant());
        }
        // Only orders of sessions and of invoices can be held: their lines may not add up.
        Sale sale = Objects.requireNonNull(order.sale());
        return PaidInvoice.payment(stripeSales.invoice(Objects.requireNonNull(sale.invoiceId())));
    }

    private static void logUnreachable(StripeException e) {
        if (!KeyTrouble.logged(log, e)) {
            log.atWarn()
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log("Stripe could not be asked about an order for its owner");
        }
    }

    private static List<String> sendTo(Session session) {
        Session.CollectedInformation collected = session.getCollectedInformation();
        Session.CollectedInformation.ShippingDetails shipping =
                collected == null ? null : collected.getShippingDetails();
        if (shipping == null) {
            return List.of();
        }
        Address address = Objects.requireNonNullElseGet(shipping.getAddress(), Address::new);
        return Stream.of(
                        shipping.getName(),
                        address.getLine1(),
                        address.getLine2(),
                        Stream.of(address.getPostalCode(), address.getCity(), address.getState())
                                .filter(OwnersView::said)
                                .reduce((one, other) -> one + " " + other)
                                .orElse(""),
                        address.getCountry())
                .filter(OwnersView::said)
                .toList();
    }

    private static boolean said(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String page(Session session) {
        return session.getPaymentIntent() == null
                ? null
                : "https://dashboard.stripe.com/" + (Boolean.TRUE.equals(session.getLivemode()) ? "" : "test/")
                        + "payments/" + session.getPaymentIntent();
    }
}
