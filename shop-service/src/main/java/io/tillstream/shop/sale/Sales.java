package io.tillstream.shop.sale;

import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.context.VisitorContext;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.Sale;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes orders of sales on the Stripe account that were not made on the storefront. Each object of Stripe's makes at most one
 * order, however often it is offered.
 */
@Component
public class Sales {

    private final SalesSettings settings;
    private final WantedSales wanted;
    private final SaleItems items;
    private final SaleVisitors visitors;
    private final Sites sites;
    private final Orders orders;

    Sales(
            SalesSettings settings,
            WantedSales wanted,
            SaleItems items,
            SaleVisitors visitors,
            Sites sites,
            Orders orders) {
        this.settings = settings;
        this.wanted = wanted;
        this.items = items;
        this.visitors = visitors;
        this.sites = sites;
        this.orders = orders;
    }

    /** Whether a complete session is to become an order; Stripe is not asked, and its time is not compared. */
    public boolean wants(Session session) {
        return wanted.event(session) != null;
    }

    /** Whether an invoice or payment intent may become an order; only our own rows are read. */
    public boolean wants(String stripeId) {
        return settings.account()
                && orders.find(SaleIds.named(stripeId))
                        .map(order -> !order.paid())
                        .orElse(true);
    }

    /**
     * The order of a complete session.
     *
     * @param session    with its payment intent
     * @param completeAt when it was paid; while the payment waits for a bank, when Stripe reported it
     * @return empty when the session is not wanted
     */
    public Optional<Order> place(Session session, Instant completeAt) throws StripeException {
        Sale.Event event = wanted.event(session, completeAt);
        if (event == null) {
            return Optional.empty();
        }
        Offer offer = Offer.of(session, items);
        return Optional.of(place(
                offer,
                event,
                wanted.expected(event, session, offer.sold()),
                null,
                session.getId(),
                session.getInvoice(),
                session.getSubscription()));
    }

    /**
     * The order of a paid invoice that is not the first one of a session.
     *
     * @param session in which its subscription began; null when there is none
     * @return empty when the invoice is not wanted
     */
    public Optional<Order> place(Invoice invoice, @Nullable Session session) throws StripeException {
        if (!wanted.include(invoice, session)) {
            return Optional.empty();
        }
        String subscription = StripeSales.subscription(invoice);
        return Optional.of(place(
                Offer.of(invoice, session, items),
                Sale.Event.PURCHASE,
                null,
                subscription == null ? null : SalesSettings.SYSTEM_GENERATED,
                null,
                invoice.getId(),
                subscription));
    }

    /**
     * The order of a payment that has neither a session nor an invoice.
     *
     * @param intent with its latest charge
     * @return empty when it is not wanted
     */
    public Optional<Order> place(PaymentIntent intent, Instant paidAt) {
        if (!wanted.includePayment(paidAt)) {
            return Optional.empty();
        }
        return Optional.of(place(Offer.of(intent), Sale.Event.PURCHASE, null, null, null, null, null));
    }

    /**
     * @param expected     what one period costs after the free trial that begins; null when Meta is not told
     * @param actionSource null for that of a page where a visitor was, else of the settings
     */
    private Order place(
            Offer offer,
            Sale.Event event,
            @Nullable Money expected,
            @Nullable String actionSource,
            @Nullable String sessionId,
            @Nullable String invoiceId,
            @Nullable String subscriptionId) {
        SalesSettings.Site site =
                sites.of(offer.metadata(), offer.paymentLink(), offer.sold().products());
        VisitorContext found = visitors.find(
                offer.metadata(), offer.clientReference(), offer.country(), site == null ? "" : site.consent());
        String source = found.visitor().userAgent() == null ? settings.actionSource() : SalesSettings.WEBSITE;
        Sale sale = new Sale(
                offer.ids().reference(),
                offer.livemode(),
                event,
                expected,
                site == null ? null : site.name(),
                sites.page(site, found.sourceUrl()),
                actionSource == null ? source : actionSource,
                invoiceId,
                subscriptionId,
                found.visitor().consents() ? offer.clientReference() : null);
        Order order = new Order(
                offer.ids().id((offer.livemode() ? "live" : "test") + (site == null ? "" : "/" + site.name())),
                offer.ids().eventId(),
                State.PENDING,
                offer.sold().items(),
                offer.sold().total(),
                sessionId,
                found.visitor().keepable(),
                sale);
        Order placed = orders.place(order, offer.ids().unique());
        if (offer.clientReference() != null && placed.visitor().consents()) {
            visitors.withdrawIfRefused(offer.clientReference());
        }
        return placed;
    }
}
