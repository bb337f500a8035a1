package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.visitor.Visitor;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor set out to buy, and how far it has come.
 *
 * @param eventId         the one id of its Purchase, made before the visitor leaves for Stripe
 * @param items           at least one
 * @param total           what we asked Stripe to collect: its items, before discount, shipping and tax that are added there
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

    /** An order's life. It never goes backward: what may follow what is said here alone. */
    public enum State {
        /** Waits for the visitor to pay. */
        PENDING,
        /** The visitor has done all that is needed, and a bank has not: konbini, bank transfer, direct debit. */
        AWAITING,
        /** The bank said no in the end. */
        FAILED,
        /** Nobody paid while Stripe waited. */
        EXPIRED,
        /** Stripe says it is paid, but not as we asked; kept from Kafka until a person has looked. */
        HELD,
        /** Stripe says it is paid; the message is in the outbox or beyond. Money that goes back does not change it. */
        PAID;

        /** Whether an order in this state may come into another one. Stripe's word that it is paid is the last. */
        public boolean mayBecome(State next) {
            return switch (next) {
                case PENDING -> false;
                case AWAITING, EXPIRED -> this == PENDING;
                case FAILED -> this == PENDING || this == AWAITING;
                case HELD -> this != HELD && this != PAID;
                case PAID -> this != PAID;
            };
        }

        /** The states out of which an order may come into this one. */
        Set<State> before() {
            EnumSet<State> before = EnumSet.allOf(State.class);
            before.removeIf(state -> !state.mayBecome(this));
            return before;
        }
    }

    /** Whether Stripe has the money. */
    public boolean paid() {
        return state == State.PAID || state == State.HELD;
    }

    /** Whether money moves in it; false in Stripe's test mode, and until a session is opened. */
    public boolean livemode() {
        return stripeSessionId != null && stripeSessionId.startsWith("cs_live_");
    }

    /** How many of each product, by its code. */
    public Map<String, Integer> quantities() {
        return items.stream().collect(Collectors.toMap(OrderItem::sku, OrderItem::quantity, Integer::sum));
    }

    /** What the shopper reads as the order's number. */
    public String number() {
        return number(id);
    }

    /** Number of the order with an id. */
    public static String number(UUID id) {
        return id.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }
}
