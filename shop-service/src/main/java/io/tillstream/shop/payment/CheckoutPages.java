package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.cart.Cart;
import io.tillstream.shop.cart.CartCookie;
import io.tillstream.shop.cart.CartLine;
import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.visitor.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Leaving the shop to pay, and coming back. */
@Controller
class CheckoutPages {

    private static final Logger log = LoggerFactory.getLogger(CheckoutPages.class);

    private final CartCookie cookie;
    private final Catalog catalog;
    private final Orders orders;
    private final StripeCheckout stripe;
    private final Payments payments;

    CheckoutPages(CartCookie cookie, Catalog catalog, Orders orders, StripeCheckout stripe, Payments payments) {
        this.cookie = cookie;
        this.catalog = catalog;
        this.orders = orders;
        this.stripe = stripe;
        this.payments = payments;
    }

    @PostMapping("/checkout")
    ModelAndView checkout(HttpServletRequest request, Visitor visitor) {
        List<CartLine> lines = cookie.read(request).lines(catalog);
        if (lines.isEmpty()) {
            return seeOther("/cart");
        }
        Order order = orders.place(
                lines.stream()
                        .map(line -> new OrderItem(
                                line.product().sku(),
                                line.product().name(),
                                line.quantity(),
                                line.product().price()))
                        .toList(),
                visitor);
        try {
            Session session = stripe.open(order);
            orders.sessionOpened(order.id(), session.getId());
            return seeOther(session.getUrl());
        } catch (StripeException e) {
            log.atError()
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log(
                            "Stripe opened no Checkout Session, so shoppers cannot pay. If the code is not a passing fault, look up the request id in Stripe's Dashboard under Developers > Logs");
            return new ModelAndView("checkout-unavailable", HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    @GetMapping("/thanks")
    String thanks(
            @RequestParam(name = "session_id", defaultValue = "") String sessionId,
            Visitor visitor,
            Model model,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return switch (payments.settle(sessionId)) {
            case Settlement.Paid paid -> {
                if (orders.markShown(paid.order().id())) {
                    cookie.write(response, Cart.EMPTY);
                    model.addAttribute("cartCount", 0);
                    model.addAttribute("purchase", visitor.consents());
                }
                model.addAttribute("order", paid.order());
                yield "thanks";
            }
            case Settlement.Held held -> {
                model.addAttribute("order", held.order());
                yield "thanks";
            }
            case Settlement.Unpaid unpaid -> {
                model.addAttribute("order", unpaid.order());
                yield "thanks-waiting";
            }
            case Settlement.Unreachable unreachable -> "thanks-waiting";
            case Settlement.NotOurs notOurs -> {
                response.setStatus(HttpStatus.NOT_FOUND.value());
                yield "thanks-unknown";
            }
        };
    }

    private static ModelAndView seeOther(String url) {
        RedirectView view = new RedirectView(url);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
