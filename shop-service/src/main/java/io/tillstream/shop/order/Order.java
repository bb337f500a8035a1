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
 * An order, from checkout to payment.
 *
 * @param eventId         the id of its event at Meta; on the storefront a UUID that is created at checkout
 * @param items           at least one
 * @param total           the sum of its items; Stripe adds discount, shipping and tax
 * @param stripeSessionId id of its Checkout Session; null until Stripe has opened one
 * @param visitor         as they were at checkout
 * @param sale            what else is known when it was not placed on the storefront; null when it was
 */
public record Order(
        UUID id,
        String eventId,
        State state,
        List<OrderItem> items,
        Money total,
        @Nullable String stripeSessionId,
        Visitor visitor,
        @Nullable Sale sale) {

    /** The state of an order. It never goes back; {@link #mayBecome} is the only definition of what may follow. */
    public enum State {
        /** The shopper has not paid yet. */
        PENDING,
        /** The shopper has done all that is needed, and the bank has not: konbini, bank transfer, direct debit. */
        AWAITING,
        /** The bank refused the payment. */
        FAILED,
        /** The Checkout Session ended without payment. */
        EXPIRED,
        /** Paid, but not as we asked. It is not published until a person has checked it. */
        HELD,
        /** Paid; its message is in the outbox or in Kafka. A refund does not change the state. */
        PAID;

        /** Whether an order in this state may change to another one. PAID is final. */
        public boolean mayBecome(State next) {
            return switch (next) {
                case PENDING -> false;
                case AWAITING, EXPIRED -> this == PENDING;
                case FAILED -> this == PENDING || this == AWAITING;
                case HELD -> this != HELD && this != PAID;
                case PAID -> this != PAID;
            };
        }

        /** The states from which an order may change to this one. */
        Set<State> before() {
            EnumSet<State> before = EnumSet.allOf(State.class);
            before.removeIf(state -> !state.mayBecome(this));
            return before;
        }
    }

    /** Whether Stripe has collected the money. */
    public boolean paid() {
        return state == State.PAID || state == State.HELD;
    }

    /** Whether real money moves; false in Stripe's test mode, and until a session is opened. */
    public boolean livemode() {
        return sale != null ? sale.livemode() : stripeSessionId != null && stripeSessionId.startsWith("cs_live_");
    }

    /** The order's id in messages. */
    public String reference() {
        return sale == null ? id.toString() : sale.reference();
    }

    /** The same order of a sale with another id of the order in messages. */
    Order withReference(String unique) {
        return with(eventId, unique);
    }

    /** The same order of a sale with other ids of order and event in messages. */
    Order withIds(String unique) {
        return with(unique, unique);
    }

    private Order with(String event, String unique) {
        return new Order(
                id,
                event,
                state,
                items,
                total,
                stripeSessionId,
                visitor,
                sale == null ? null : sale.withReference(unique));
    }

    /** Quantities by product code. */
    public Map<String, Integer> quantities() {
        return items.stream().collect(Collectors.toMap(OrderItem::sku, OrderItem::quantity, Integer::sum));
    }

    /** The order number that shoppers see. */
    public String number() {
        return number(id);
    }

    /** The order number that shoppers see, for the id of an order. */
    public static String number(UUID id) {
        return id.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }
}
