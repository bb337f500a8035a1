package io.tillstream.shop.sale;

import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Sale;
import io.tillstream.shop.sale.SaleItems.Sold;
import io.tillstream.shop.sale.SalesSettings.Kind;
import io.tillstream.shop.sale.SalesSettings.TrialValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides which sales on the account become orders, by their kind and time. */
@Component
class WantedSales {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final SalesSettings settings;
    private final SalesStart start;
    private final StripeSales stripe;

    WantedSales(SalesSettings settings, SalesStart start, StripeSales stripe) {
        this.settings = settings;
        this.start = start;
        this.stripe = stripe;
    }

    /** The event of a complete session at Meta, whenever it was paid; null when it is not wanted. */
    Sale.@Nullable Event event(Session session) {
        if (ofTillstream(session.getMetadata())) {
            return null;
        }
        if ("setup".equals(session.getMode())) {
            return settings.include(Kind.SETUPS) ? Sale.Event.SUBSCRIBE : null;
        }
        if (Objects.requireNonNullElse(session.getAmountTotal(), 0L) > 0) {
            return settings.include(Kind.CHECKOUT) ? Sale.Event.PURCHASE : null;
        }
        if (session.getSubscription() != null) {
            return settings.include(Kind.TRIALS) ? Sale.Event.START_TRIAL : null;
        }
        return settings.include(Kind.CHECKOUT) && settings.include(Kind.FREE) ? Sale.Event.PURCHASE : null;
    }

    /** Whether another Tillstream storefront on the account opened a session: it sends its orders itself. */
    private static boolean ofTillstream(@Nullable Map<String, String> metadata) {
        return metadata != null
                && Stream.of("shop_id", "order_id", "event_id")
                        .allMatch(key -> UUID_FORM
                                .matcher(metadata.getOrDefault(key, ""))
                                .matches());
    }

    /** The event of a session that was complete at a time; null when it is not wanted. */
    Sale.@Nullable Event event(Session session, Instant completeAt) {
        Sale.Event event = event(session);
        return event == null || start.isAfter(completeAt) ? null : event;
    }

    /**
     * What Meta is told to be the value of a session's event that is no Purchase; null for nothing. Nothing is told after a
     * discount of the whole price, because the session does not say for how long it holds.
     */
    @Nullable
    Money expected(Sale.Event event, Session session, Sold sold) {
        Session.TotalDetails details = session.getTotalDetails();
        boolean discounted = details != null && Objects.requireNonNullElse(details.getAmountDiscount(), 0L) > 0;
        return event == Sale.Event.PURCHASE || settings.trialValue() == TrialValue.NONE || discounted
                ? null
                : sold.period();
    }

    /**
     * Whether a paid invoice is wanted. A subscription that began with a free trial is first paid by a later invoice.
     *
     * @param session in which its subscription began; null when there is none
     */
    boolean include(Invoice invoice, @Nullable Session session) throws StripeException {
        if (Objects.requireNonNullElse(invoice.getAmountPaid(), 0L) == 0
                || start.isAfter(StripeSales.paidAt(invoice))) {
            return false;
        }
        return (settings.include(Kind.RENEWALS) && StripeSales.further(invoice))
                || (settings.include(Kind.INVOICES) && !StripeSales.renewal(invoice))
                || (session != null
                        && StripeSales.subscription(invoice) != null
                        && settings.include(Kind.CHECKOUT)
                        && stripe.firstPaid(invoice));
    }

    /** Whether a payment with neither session nor invoice is wanted. */
    boolean includePayment(Instant paidAt) {
        return settings.include(Kind.PAYMENT_INTENTS) && !start.isAfter(paidAt);
    }
}
