package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Address;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** An order at Stripe as its owner sees it, who compares it with ours, and lets one go that was held. */
@Component
public class OwnersView {

    private static final Logger log = LoggerFactory.getLogger(OwnersView.class);

    private final StripeCheckout stripe;
    private final Payments payments;
    private final Clock clock;

    OwnersView(StripeCheckout stripe, Payments payments, Clock clock) {
        this.stripe = stripe;
        this.payments = payments;
        this.clock = clock;
    }

    /** What became of the wish to let an order go. */
    public enum Release {
        RELEASED,
        NOT_HELD,
        UNREACHABLE
    }

    /** The order as Stripe has it now. */
    public AtStripe of(Order order) {
        String sessionId = order.stripeSessionId();
        if (sessionId == null) {
            return new AtStripe.Nothing();
        }
        try {
            Session session = stripe.read(sessionId);
            return new AtStripe.Seen(
                    session.getStatus() + ", " + session.getPaymentStatus(),
                    PaidSession.payment(session, order, clock.instant()),
                    sendTo(session),
                    page(session));
        } catch (StripeException e) {
            return unreachable(e);
        }
    }

    /**
     * Lets a held order go, with the amounts that Stripe has.
     *
     * @param who signed in
     */
    public Release release(Order order, String who) {
        try {
            if (!payments.release(order)) {
                return Release.NOT_HELD;
            }
            log.atInfo().addKeyValue("order", order.id()).addKeyValue("by", who).log("a held order was released");
            return Release.RELEASED;
        } catch (StripeException e) {
            unreachable(e);
            return Release.UNREACHABLE;
        }
    }

    private static AtStripe.Unreachable unreachable(StripeException e) {
        if (!KeyTrouble.tell(log, e)) {
            log.atWarn()
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log("Stripe could not be asked about an order for its owner");
        }
        return new AtStripe.Unreachable();
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
