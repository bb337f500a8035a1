package io.tillstream.shop.payment;

import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the shop writes into the metadata of its Checkout Sessions: which shop, order and event it is, and the visitor,
 * sealed. With it an order is found, and made again when its row is lost.
 */
@Component
class SessionMark {

    static final String ORDER_ID = "order_id";
    static final String EVENT_ID = "event_id";
    private static final String SHOP_ID = "shop_id";
    private static final String VISITOR = "visitor_";

    /** docs.stripe.com/api/metadata: a value has 500 characters at most. */
    private static final int LONGEST_VALUE = 500;

    private final Orders orders;
    private @Nullable UUID shopId;

    SessionMark(Orders orders) {
        this.orders = orders;
    }

    /** Ids alone: for a payment intent, which refunds and disputes speak of. */
    static Map<String, String> ids(Order order) {
        return Map.of(
                ORDER_ID, order.id().toString(),
                EVENT_ID, order.eventId().toString());
    }

    /** The whole mark of an order's session, the same for every attempt to open it. */
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

    /** Whether this shop has opened a session, be its order known or not. */
    boolean isOurs(Session session) {
        return shopId().toString().equals(value(session, SHOP_ID))
                && id(value(session, ORDER_ID)).isPresent()
                && id(value(session, EVENT_ID)).isPresent();
    }

    /** The visitor of a session, sealed; empty when it was opened without. */
    static String sealedVisitor(Session session) {
        StringBuilder sealed = new StringBuilder();
        for (int part = 0; !value(session, VISITOR + part).isEmpty(); part++) {
            sealed.append(value(session, VISITOR + part));
        }
        return sealed.toString();
    }

    /** An id in metadata; empty when there is none, or of another form, as those of other shops on this account are. */
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

    /** Never another while the database is the same. */
    private synchronized UUID shopId() {
        if (shopId == null) {
            shopId = orders.shopId();
        }
        return shopId;
    }
}
