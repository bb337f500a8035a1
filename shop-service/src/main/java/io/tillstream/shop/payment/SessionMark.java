package io.tillstream.shop.payment;

import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The metadata that the shop writes into its Checkout Sessions: ids of shop, order and event, and the sealed visitor. An order
 * is found by it, and restored from it when its row is lost.
 */
@Component
class SessionMark {

    static final String ORDER_ID = "order_id";
    static final String EVENT_ID = "event_id";
    private static final String SHOP_ID = "shop_id";
    private static final String VISITOR = "visitor_";

    /** In characters (docs.stripe.com/api/metadata). */
    private static final int LONGEST_VALUE = 500;

    private final Orders orders;
    private final JdbcClient jdbc;
    private @Nullable UUID shopId;

    SessionMark(Orders orders, JdbcClient jdbc) {
        this.orders = orders;
        this.jdbc = jdbc;
    }

    /** Only the ids, for the payment intent, which refunds and disputes refer to. */
    static Map<String, String> ids(Order order) {
        return Map.of(
                ORDER_ID, order.id().toString(),
                EVENT_ID, order.eventId());
    }

    /** The whole metadata of an order's session, the same for every attempt to open it. */
    Map<String, String> of(Order order) {
        Map<String, String> mark = new LinkedHashMap<>(ids(order));
        mark.put(SHOP_ID, shopId().toString());
        String sealed = orders.sealedVisitor(order.id());
        for (int from = 0; sealed != null && from < sealed.length(); from += LONGEST_VALUE) {
            mark.put(
                    VISITOR + from / LONGEST_VALUE,
                    sealed.substring(from, Math.min(sealed.length(), from + LONGEST_VALUE)));
        }
        return mark;
    }

    /** Whether this shop opened a session, even if its order's row is lost. */
    boolean isOurs(Session session) {
        return shopId().toString().equals(value(session, SHOP_ID))
                && id(value(session, ORDER_ID)).isPresent()
                && id(value(session, EVENT_ID)).isPresent();
    }

    /** The sealed visitor of a session; empty when it was opened without. */
    static String sealedVisitor(Session session) {
        StringBuilder sealed = new StringBuilder();
        for (int part = 0; !value(session, VISITOR + part).isEmpty(); part++) {
            sealed.append(value(session, VISITOR + part));
        }
        return sealed.toString();
    }

    /** An id in metadata; empty when there is none, or it is no UUID, as those of other programs on this account. */
    static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String value(Session session, String name) {
        return session.getMetadata() == null ? "" : session.getMetadata().getOrDefault(name, "");
    }

    /** The id of the database, the same in all instances of the shop. */
    private synchronized UUID shopId() {
        if (shopId == null) {
            shopId = jdbc.sql("select id from shop").query(UUID.class).single();
        }
        return shopId;
    }
}
