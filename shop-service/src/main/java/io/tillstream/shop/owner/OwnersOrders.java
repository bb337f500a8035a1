package io.tillstream.shop.owner;

import io.tillstream.shop.disclosure.OrderOutcomes;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.payment.OwnersView;
import io.tillstream.shop.refund.MoneyBack;
import java.net.URI;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The owner's pages of orders: state, money, and what was sent to Meta; held orders can be released. */
@Component
class OwnersOrders {

    private static final int LONGEST_WORDS = 100;
    private static final int LAST_PAGE = 10_000;

    private final OrderList list;
    private final Orders orders;
    private final MoneyBack moneyBack;
    private final OrderOutcomes outcomes;
    private final OwnersView view;

    OwnersOrders(OrderList list, Orders orders, MoneyBack moneyBack, OrderOutcomes outcomes, OwnersView view) {
        this.list = list;
        this.orders = orders;
        this.moneyBack = moneyBack;
        this.outcomes = outcomes;
        this.view = view;
    }

    ServerResponse signIn(ServerRequest request) {
        return ServerResponse.ok().render("owner/sign-in", Map.of("signIn", true));
    }

    ServerResponse list(ServerRequest request) {
        State state = state(request.param("state").orElse(""));
        String words = request.param("q").orElse("").strip();
        words = words.substring(0, Math.min(words.length(), LONGEST_WORDS));
        int page = page(request.param("page").orElse(""));
        List<OrderList.Line> found = list.page(state, words, page);
        List<OrderList.Line> shown = found.subList(0, Math.min(found.size(), OrderList.PAGE));
        Map<String, Object> model = new HashMap<>();
        model.put("lines", shown);
        model.put(
                "told", outcomes.of(shown.stream().map(OrderList.Line::eventId).toList()));
        model.put("states", State.values());
        model.put("state", state == null ? "" : state.name());
        model.put("q", words);
        model.put("page", page);
        model.put("more", found.size() > OrderList.PAGE);
        return ServerResponse.ok().render("owner/orders", model);
    }

    ServerResponse one(ServerRequest request) {
        return id(request)
                .flatMap(list::find)
                .map(line -> show(line, request.param("release").orElse("")))
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    private ServerResponse show(OrderList.Line line, String release) {
        Order order = orders.find(line.id()).orElseThrow();
        Map<String, Object> model = new HashMap<>();
        model.put("line", line);
        model.put("order", order);
        model.put("money", moneyBack.of(order.id()).orElse(null));
        model.put("told", outcomes.of(order.eventId()));
        model.put("seen", view.of(order).orElse(null));
        model.put("release", release);
        return ServerResponse.ok().render("owner/order", model);
    }

    ServerResponse release(ServerRequest request) {
        return id(request)
                .flatMap(orders::find)
                .map(order -> {
                    String who = request.principal().map(Principal::getName).orElse("");
                    OwnersView.Release release = view.release(order, who);
                    return ServerResponse.seeOther(URI.create("/orders/" + order.id() + "?release=" + release))
                            .build();
                })
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    private static Optional<UUID> id(ServerRequest request) {
        try {
            return Optional.of(UUID.fromString(request.pathVariable("id")));
        } catch (IllegalArgumentException e) {
            // Not an order's id.
            return Optional.empty();
        }
    }

    private static @Nullable State state(String name) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static int page(String number) {
        return number.matches("\\d{1,5}") ? Math.min(Integer.parseInt(number), LAST_PAGE) : 0;
    }
}
