package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.visitor.Visitor;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor set out to buy, and how far it has come.
 *
 * @param eventId         the one id of its Purchase, made before the visitor leaves for Stripe
 * @param items           at least one
 * @param total           what we asked Stripe to collect
 * @param stripeSessionId null until Stripe has opened a Checkout Session for it
 * @param visitor         as they were at checkout
 */
public record Order(
        UUID id,
        UUID eventId,
        State state,
        List<OrderItem> items,
        Money total,
        @Nullable String stripeSessionId,
        Visitor visitor) {

    /** An order's life. It never goes backward. */
    public enum State {
        /** Waits for the visitor to pay. */
        PENDING,
        /** Stripe says it is paid; the message is in the outbox or beyond. */
        PAID,
        /** Stripe says it is paid, but not as we asked; kept from Kafka until a person has looked. */
        HELD
    }

    /** What the shopper reads as the order's number. */
    public String number() {
        return id.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }
}
