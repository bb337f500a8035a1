package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import io.tillstream.shop.cart.Cart;
import io.tillstream.shop.cart.CartCookie;
import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.order.BrowserOrders;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.visitor.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Leaving the shop to pay. */
@Controller
class CheckoutPages {

    private static final Logger log = LoggerFactory.getLogger(CheckoutPages.class);

    private final CartCookie cookie;
    private final Catalog catalog;
    private final BrowserOrders browserOrders;
    private final Orders orders;
    private final Checkout checkout;

    CheckoutPages(CartCookie cookie, Catalog catalog, BrowserOrders browserOrders, Orders orders, Checkout checkout) {
        this.cookie = cookie;
        this.catalog = catalog;
        this.browserOrders = browserOrders;
        this.orders = orders;
        this.checkout = checkout;
    }

    @PostMapping("/checkout")
    ModelAndView checkout(HttpServletRequest request, HttpServletResponse response, Visitor visitor, Locale language) {
        Cart cart = cookie.read(request);
        List<OrderItem> items = cart.lines(catalog).stream()
                .map(line -> new OrderItem(
                        line.product().sku(),
                        line.product().name(),
                        line.quantity(),
                        line.product().price()))
                .toList();
        if (items.isEmpty() || !cart.gone(catalog).isEmpty()) {
            return seeOther("/cart");
        }
        try {
            Checkout.Way way = checkout.begin(cart.id(), items, visitor, language);
            if (way instanceof Checkout.Way.Again) {
                cart = cart.again();
                cookie.write(response, cart);
                way = checkout.begin(cart.id(), items, visitor, language);
            }
            return follow(way, cart, request, response);
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

    private ModelAndView follow(Checkout.Way way, Cart cart, HttpServletRequest request, HttpServletResponse response) {
        return switch (way) {
            case Checkout.Way.ToStripe toStripe -> {
                giveUpOthers(request, cart.id());
                browserOrders.add(request, response, cart.id());
                yield seeOther(toStripe.url());
            }
            case Checkout.Way.ToOrder toOrder ->
                seeOther("/thanks?session_id=" + toOrder.order().stripeSessionId());
            case Checkout.Way.Again again -> seeOther("/cart");
        };
    }

    /** A cart that has changed is another order: what this browser left open before is not to be paid as well. */
    private void giveUpOthers(HttpServletRequest request, UUID orderId) {
        List<UUID> others = browserOrders.read(request).stream()
                .filter(id -> !id.equals(orderId))
                .toList();
        for (Order order : orders.find(others)) {
            checkout.giveUp(order);
        }
    }

    private static ModelAndView seeOther(String url) {
        RedirectView view = new RedirectView(url);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
