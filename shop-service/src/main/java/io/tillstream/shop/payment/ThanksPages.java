package io.tillstream.shop.payment;

import io.tillstream.shop.browser.BrowserOrders;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.refund.MoneyBack;
import io.tillstream.shop.refund.OrderMoney;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
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

/** The pages after payment. An order is shown only in the browser that placed it. */
@Controller
class ThanksPages {

    private final ReturningShoppers shoppers;
    private final BrowserPurchases purchases;
    private final MoneyBack moneyBack;
    private final BrowserOrders browserOrders;
    private final PaidCart cart;

    ThanksPages(
            ReturningShoppers shoppers,
            BrowserPurchases purchases,
            MoneyBack moneyBack,
            BrowserOrders browserOrders,
            PaidCart cart) {
        this.shoppers = shoppers;
        this.purchases = purchases;
        this.moneyBack = moneyBack;
        this.browserOrders = browserOrders;
        this.cart = cart;
    }

    /**
     * Where Stripe sends shoppers. An order of this browser is shown at another address, because the Pixel sends the page's
     * address to Meta, and a session's id is confidential.
     */
    @GetMapping("/thanks")
    Object back(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.asMap().remove("pixel");
        return switch (shoppers.bySession(sessionId, request)) {
            case SettleResult.Known known ->
                browserOrders.contain(request, known.order().id()) ? seeOther(known.order()) : "thanks-elsewhere";
            case SettleResult.Unreachable unreachable ->
                waiting("session_id=" + sessionId, "/thanks?session_id=" + sessionId, model);
            case SettleResult.NotOurs notOurs -> unknown(response);
        };
    }

    @GetMapping("/thanks/{number}")
    String thanks(@PathVariable String number, Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<Order> order = shoppers.byNumber(number, request);
        if (order.isEmpty()) {
            model.asMap().remove("pixel");
            return unknown(response);
        }
        return known(shoppers.settled(order.get()), model, request, response);
    }

    /** For the waiting page: the order's state in one word, or an empty text where the order is not shown. */
    @GetMapping("/thanks/state")
    ResponseEntity<Map<String, String>> state(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId,
            @RequestParam(name = "order", defaultValue = "") String number,
            HttpServletRequest request) {
        Optional<Order> order = shoppers.byNumber(number, request).map(shoppers::settled);
        if (order.isEmpty()
                && shoppers.bySession(sessionId, request) instanceof SettleResult.Known known
                && browserOrders.contain(request, known.order().id())) {
            order = Optional.of(shoppers.settled(known.order()));
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(Map.of("state", order.map(each -> each.state().name()).orElse("")));
    }

    private String known(Order order, Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<OrderMoney> money = moneyBack.of(order.id());
        model.addAttribute("order", order);
        model.addAttribute("money", money.orElse(null));
        cart.update(order, request, response).ifPresent(now -> model.addAttribute("cartCount", now.count()));
        return switch (order.state()) {
            case PAID -> {
                model.addAttribute(
                        "purchase",
                        money.filter(paid -> purchases.take(order, paid)).isPresent());
                yield "thanks";
            }
            case HELD -> "thanks";
            case PENDING, AWAITING -> waiting("order=" + order.number(), "/thanks/" + order.number(), model);
            case FAILED, EXPIRED -> "thanks-over";
        };
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
