package io.tillstream.shop.owner;

import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.payment.OwnersView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Held orders over HTTP: GET lists them, POST to one releases it with the amounts that Stripe has. Exposed only where {@code
 * management.endpoints.web.exposure.include} names it.
 */
@Component
@Endpoint(id = "heldorders")
class HeldOrdersEndpoint {

    private final JdbcClient jdbc;
    private final Orders orders;
    private final OwnersView view;

    HeldOrdersEndpoint(JdbcClient jdbc, Orders orders, OwnersView view) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.view = view;
    }

    /** The oldest first. */
    @ReadOperation
    List<HeldOrder> list() {
        return jdbc.sql("""
                        select id, stripe_session_id, held_reason, paid_at, gross_minor, currency from orders
                        where state = 'HELD' order by paid_at""").query(HeldOrder::of).list();
    }

    @WriteOperation
    WebEndpointResponse<Map<String, String>> release(@Selector UUID id) {
        Optional<Order> order = orders.find(id);
        if (order.isEmpty()) {
            return new WebEndpointResponse<>(Map.of("error", "There is no such order"), 404);
        }
        return switch (view.release(order.get(), "the endpoint heldorders")) {
            case RELEASED -> new WebEndpointResponse<>(Map.of("released", id.toString()), 200);
            case NOT_HELD -> new WebEndpointResponse<>(Map.of("error", "The order is not held"), 409);
            case UNREACHABLE ->
                new WebEndpointResponse<>(Map.of("error", "Stripe could not be asked what was paid; try again"), 503);
        };
    }
}
