package io.tillstream.shop.payment;

import io.tillstream.shop.order.HeldOrder;
import io.tillstream.shop.order.OpenOrders;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * Paid orders that are kept from Meta, as they were not paid as we asked: GET lists them, POST to one lets it go with the
 * amount that Stripe has. Not exposed unless {@code management.endpoints.web.exposure.include} names it.
 */
@Component
@Endpoint(id = "heldorders")
class HeldOrdersEndpoint {

    private final OpenOrders openOrders;
    private final Orders orders;
    private final OwnersView view;

    HeldOrdersEndpoint(OpenOrders openOrders, Orders orders, OwnersView view) {
        this.openOrders = openOrders;
        this.orders = orders;
        this.view = view;
    }

    @ReadOperation
    List<HeldOrder> list() {
        return openOrders.held();
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
