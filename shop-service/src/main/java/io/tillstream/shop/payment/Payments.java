package io.tillstream.shop.payment;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Payment;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Settles Checkout Sessions: asks Stripe whether one is paid, and if so makes its order PAID, once. */
@Component
class Payments {

    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    /** An empty or odd id would make stripe-java ask for something else, such as the list of all sessions. */
    private static final Pattern SESSION_ID = Pattern.compile("cs_(test|live)_[A-Za-z0-9]{1,200}");

    private final StripeCheckout stripe;
    private final Orders orders;
    private final StripeSettings settings;
    private final Clock clock;

    Payments(StripeCheckout stripe, Orders orders, StripeSettings settings, Clock clock) {
        this.stripe = stripe;
        this.orders = orders;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Safe to call at any time, any number of times and from several shops at once: the webhook and the thanks page
     * both do. Of what they were told it uses the id alone; everything else is read from Stripe.
     */
    Settlement settle(String sessionId) {
        if (!SESSION_ID.matcher(sessionId).matches()) {
            return new Settlement.NotOurs();
        }
        Session session;
        try {
            session = stripe.read(sessionId);
        } catch (InvalidRequestException e) {
            return new Settlement.NotOurs();
        } catch (StripeException e) {
            log.atWarn()
                    .addKeyValue("api_base", settings.apiBase())
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log(
                            "Stripe could not be asked about a session. Nothing is lost: it is asked again when Stripe repeats its webhook or the shopper returns");
            return new Settlement.Unreachable();
        }
        Optional<Order> ours = orderOf(session);
        return ours.isPresent() ? settle(ours.get(), session) : new Settlement.NotOurs();
    }

    private Settlement settle(Order order, Session session) {
        if (!paid(session)) {
            return new Settlement.Unpaid(order);
        }
        Payment payment = payment(session);
        if (!payment.amount().equals(order.total())) {
            String reason = "Stripe collected " + text(payment.amount()) + ", the order is for " + text(order.total());
            if (orders.hold(order, payment, reason)) {
                log.atError()
                        .addKeyValue("order", order.id())
                        .addKeyValue("reason", reason)
                        .log(
                                "A paid order is held back from Meta because its amount is not the one we asked for. Compare it with Stripe's Dashboard");
            }
            return new Settlement.Held(order);
        }
        orders.markPaid(order, payment);
        return new Settlement.Paid(order);
    }

    private Optional<Order> orderOf(Session session) {
        String id = session.getMetadata() == null ? null : session.getMetadata().get(StripeCheckout.ORDER_ID);
        try {
            return id == null ? Optional.empty() : orders.find(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            // Another shop on this account has order ids of another form.
            return Optional.empty();
        }
    }

    private static boolean paid(Session session) {
        return "payment".equals(session.getMode())
                && "complete".equals(session.getStatus())
                && ("paid".equals(session.getPaymentStatus())
                        || "no_payment_required".equals(session.getPaymentStatus()));
    }

    private Payment payment(Session session) {
        Session.CustomerDetails customer = session.getCustomerDetails();
        var address = customer == null ? null : customer.getAddress();
        return new Payment(
                Money.ofStripe(session.getAmountTotal(), session.getCurrency()),
                paidAt(session),
                session.getId(),
                session.getPaymentIntent(),
                Boolean.TRUE.equals(session.getLivemode()),
                known(
                        customer == null || customer.getEmail() == null
                                ? session.getCustomerEmail()
                                : customer.getEmail()),
                known(customer == null ? null : customer.getPhone()),
                known(customer == null ? null : customer.getName()),
                known(address == null ? null : address.getCity()),
                known(address == null ? null : address.getState()),
                known(address == null ? null : address.getPostalCode()),
                known(address == null ? null : address.getCountry()));
    }

    /** When the charge was made. Where nothing had to be charged, now: Stripe has just said it is complete. */
    private Instant paidAt(Session session) {
        PaymentIntent intent = session.getPaymentIntentObject();
        Charge charge = intent == null ? null : intent.getLatestChargeObject();
        return charge == null ? clock.instant() : Instant.ofEpochSecond(charge.getCreated());
    }

    private static @Nullable String known(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static String text(Money money) {
        return money.currency() + " " + money.majorUnits().toPlainString();
    }
}
