package io.tillstream.shop.payment;

import io.tillstream.shop.cart.Cart;
import io.tillstream.shop.cart.CartCookie;
import io.tillstream.shop.order.BrowserOrders;
import io.tillstream.shop.order.MoneyBack;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.visitor.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming back from Stripe. An order is shown in the browser in which it was placed, and nowhere else. */
@Controller
class ThanksPages {

    private final Payments payments;
    private final Orders orders;
    private final MoneyBack moneyBack;
    private final BrowserOrders browserOrders;
    private final CartCookie cookie;
    private final SeldomAsked seldom;

    ThanksPages(
            Payments payments,
            Orders orders,
            MoneyBack moneyBack,
            BrowserOrders browserOrders,
            CartCookie cookie,
            SeldomAsked seldom) {
        this.payments = payments;
        this.orders = orders;
        this.moneyBack = moneyBack;
        this.browserOrders = browserOrders;
        this.cookie = cookie;
        this.seldom = seldom;
    }

    @GetMapping("/thanks")
    String thanks(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId,
            Visitor visitor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("sessionId", sessionId);
        return switch (order(sessionId, request)) {
            case Settlement.Known known ->
                browserOrders.contain(request, known.order().id())
                        ? known(known.order(), visitor, model, request, response)
                        : "thanks-elsewhere";
            case Settlement.Unreachable unreachable -> "thanks-waiting";
            case Settlement.NotOurs notOurs -> {
                response.setStatus(HttpStatus.NOT_FOUND.value());
                yield "thanks-unknown";
            }
        };
    }

    /** For the page that waits: the order's state in one word, or nothing where the order is not shown. */
    @GetMapping("/thanks/state")
    ResponseEntity<Map<String, String>> state(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId, HttpServletRequest request) {
        String state = order(sessionId, request) instanceof Settlement.Known known
                        && browserOrders.contain(request, known.order().id())
                ? known.order().state().name()
                : "";
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("state", state));
    }

    /**
     * The order of a session. Stripe is asked for a browser that has placed orders, while this one is not settled, and not
     * for every reload; whatever Stripe does not answer, what we know ourselves is shown.
     */
    private Settlement order(String sessionId, HttpServletRequest request) {
        if (!Payments.isSession(sessionId)) {
            return new Settlement.NotOurs();
        }
        Optional<Order> ours = orders.findBySession(sessionId);
        boolean settled = ours.map(Order::state)
                .filter(state -> state == State.PAID || state == State.HELD)
                .isPresent();
        // A session whose place another one has taken is known to Stripe alone.
        Optional<UUID> about = ours.map(Order::id)
                .or(() -> browserOrders.read(request).stream().findFirst());
        Settlement known = ours.<Settlement>map(order -> new Settlement.Known(order, false))
                .orElseGet(Settlement.NotOurs::new);
        if (settled
                || about.isEmpty()
                || (ours.isPresent() && !browserOrders.contain(request, about.get()))
                || !seldom.mayAsk(about.get())) {
            return known;
        }
        Settlement asked = payments.settle(sessionId);
        return asked instanceof Settlement.Unreachable && ours.isPresent() ? known : asked;
    }

    private String known(
            Order order, Visitor visitor, Model model, HttpServletRequest request, HttpServletResponse response) {
        model.addAttribute("order", order);
        model.addAttribute("money", moneyBack.of(order.id()).orElse(null));
        boolean done = order.state() == State.PAID || order.state() == State.HELD || order.state() == State.AWAITING;
        if (done && cookie.read(request).id().equals(order.id())) {
            cookie.write(response, Cart.EMPTY);
            model.addAttribute("cartCount", 0);
        }
        return switch (order.state()) {
            case PAID -> {
                model.addAttribute("purchase", orders.markShown(order.id()) && visitor.consents());
                yield "thanks";
            }
            case HELD -> "thanks";
            case PENDING, AWAITING -> "thanks-waiting";
            case FAILED, EXPIRED -> "thanks-over";
        };
    }
}
