package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import io.tillstream.shop.cart.Cart;
import io.tillstream.shop.cart.CartCookie;
import io.tillstream.shop.order.BrowserOrders;
import io.tillstream.shop.order.MoneyBack;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import io.tillstream.shop.order.OrderMoney;
import io.tillstream.shop.order.Orders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** Coming back from Stripe. An order is shown in the browser in which it was placed, and nowhere else. */
@Controller
class ThanksPages {

    /** Meta drops the second of two copies for 48 h; the server's may come a day after this one, and still be known. */
    private static final Duration LATELY = Duration.ofHours(24);

    private final Payments payments;
    private final Orders orders;
    private final MoneyBack moneyBack;
    private final BrowserOrders browserOrders;
    private final CartCookie cookie;
    private final StripeShares shares;
    private final Allowance<UUID> seldom = new Allowance<>(5, Duration.ofSeconds(2));
    private final Clock clock;

    ThanksPages(
            Payments payments,
            Orders orders,
            MoneyBack moneyBack,
            BrowserOrders browserOrders,
            CartCookie cookie,
            StripeShares shares,
            Clock clock) {
        this.payments = payments;
        this.orders = orders;
        this.moneyBack = moneyBack;
        this.browserOrders = browserOrders;
        this.cookie = cookie;
        this.shares = shares;
        this.clock = clock;
    }

    /**
     * Where Stripe sends shoppers. An order of this browser is shown at an address of its own, as the Pixel tells Meta the
     * whole address of a page and a session's id is nobody else's.
     */
    @GetMapping("/thanks")
    Object back(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.asMap().remove("pixel");
        return switch (order(sessionId, request)) {
            case Settlement.Known known ->
                browserOrders.contain(request, known.order().id()) ? seeOther(known.order()) : "thanks-elsewhere";
            case Settlement.Unreachable unreachable ->
                waiting("session_id=" + sessionId, "/thanks?session_id=" + sessionId, model);
            case Settlement.NotOurs notOurs -> unknown(response);
        };
    }

    @GetMapping("/thanks/{number}")
    String thanks(@PathVariable String number, Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<Order> order = ofThisBrowser(number, request);
        if (order.isEmpty()) {
            model.asMap().remove("pixel");
            return unknown(response);
        }
        return known(settled(order.get()), model, request, response);
    }

    /** For the page that waits: the order's state in one word, or nothing where the order is not shown. */
    @GetMapping("/thanks/state")
    ResponseEntity<Map<String, String>> state(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId,
            @RequestParam(name = "order", defaultValue = "") String number,
            HttpServletRequest request) {
        Optional<Order> order = ofThisBrowser(number, request).map(this::settled);
        if (order.isEmpty()
                && order(sessionId, request) instanceof Settlement.Known known
                && browserOrders.contain(request, known.order().id())) {
            order = Optional.of(settled(known.order()));
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(Map.of("state", order.map(each -> each.state().name()).orElse("")));
    }

    private Optional<Order> ofThisBrowser(String number, HttpServletRequest request) {
        return browserOrders.read(request).stream()
                .filter(id -> Order.number(id).equals(number))
                .findFirst()
                .flatMap(orders::find);
    }

    /** The order as Stripe has it now, where that may have changed and Stripe answers; it is not asked for every reload. */
    private Order settled(Order order) {
        return !order.paid()
                        && order.stripeSessionId() != null
                        && seldom.takes(order.id())
                        && ask(order.stripeSessionId()) instanceof Settlement.Known known
                ? known.order()
                : order;
    }

    /**
     * The order of a session. Stripe is asked only for a browser that has placed orders, about a session that we do not
     * know, as another one has taken its place; and not for every reload.
     */
    private Settlement order(String sessionId, HttpServletRequest request) {
        if (!Payments.isSession(sessionId)) {
            return new Settlement.NotOurs();
        }
        Optional<Order> ours = orders.findBySession(sessionId);
        if (ours.isPresent()) {
            return new Settlement.Known(ours.get(), false);
        }
        Optional<UUID> newest = browserOrders.read(request).stream().findFirst();
        if (newest.isEmpty()) {
            return new Settlement.NotOurs();
        }
        // Who has just paid is not told that there is no such order because they reload too often.
        return seldom.takes(newest.get()) ? ask(sessionId) : new Settlement.Unreachable();
    }

    private Settlement ask(String sessionId) {
        try {
            return shares.ofShoppers(() -> payments.settle(sessionId));
        } catch (StripeException e) {
            return new Settlement.Unreachable();
        }
    }

    private String known(Order order, Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<OrderMoney> money = moneyBack.of(order.id());
        model.addAttribute("order", order);
        model.addAttribute("money", money.orElse(null));
        cart(order, model, request, response);
        return switch (order.state()) {
            case PAID -> {
                boolean lately = money.map(OrderMoney::paidAt)
                        .filter(paidAt -> paidAt.isAfter(clock.instant().minus(LATELY)))
                        .isPresent();
                model.addAttribute(
                        "purchase",
                        orders.markShown(order.id())
                                && lately
                                && order.visitor().consents());
                yield "thanks";
            }
            case HELD -> "thanks";
            case PENDING, AWAITING -> waiting("order=" + order.number(), "/thanks/" + order.number(), model);
            case FAILED, EXPIRED -> "thanks-over";
        };
    }

    /** What is paid leaves the cart and nothing else; what could not be paid in the end comes back into it. */
    private void cart(Order order, Model model, HttpServletRequest request, HttpServletResponse response) {
        Cart cart = cookie.read(request);
        Cart now = cart;
        if (order.paid() || order.state() == State.AWAITING) {
            boolean first = orders.leaveCart(order.id());
            if (cart.id().equals(order.id())) {
                // Also when the answer that said so before was lost: this very cart can be paid no more.
                now = Cart.EMPTY;
            } else if (first) {
                now = cart.minus(order.quantities());
            }
        } else if (order.state() == State.FAILED && orders.returnToCart(order.id())) {
            now = cart.plus(order.quantities());
        }
        if (!now.equals(cart)) {
            cookie.write(response, now);
            model.addAttribute("cartCount", now.count());
        }
    }

    private static String waiting(String query, String page, Model model) {
        model.addAttribute("waitingPage", page);
        model.addAttribute("stateUrl", "/thanks/state?" + query);
        return "thanks-waiting";
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "thanks-unknown";
    }

    private static RedirectView seeOther(Order order) {
        RedirectView view = new RedirectView("/thanks/" + order.number());
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return view;
    }
}
