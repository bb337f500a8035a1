package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import io.tillstream.shop.browser.BrowserOrders;
import io.tillstream.shop.cart.Cart;
import io.tillstream.shop.cart.CartCookie;
import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.limit.Allowance;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.storefront.ClientAddress;
import io.tillstream.shop.stripe.KeyTrouble;
import io.tillstream.shop.visitor.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The checkout button: sends the shopper to Stripe. */
@Controller
class CheckoutPages {

    private static final Logger log = LoggerFactory.getLogger(CheckoutPages.class);

    private final CartCookie cookie;
    private final Catalog catalog;
    private final BrowserOrders browserOrders;
    private final Orders orders;
    private final Checkout checkout;
    private final StripeShares shares;

    /** Per IP address: enough for an office that shares one, too few for an abusive program. */
    private final Allowance<String> ofAnAddress = new Allowance<>(60, Duration.ofSeconds(1));

    CheckoutPages(
            CartCookie cookie,
            Catalog catalog,
            BrowserOrders browserOrders,
            Orders orders,
            Checkout checkout,
            StripeShares shares) {
        this.cookie = cookie;
        this.catalog = catalog;
        this.browserOrders = browserOrders;
        this.orders = orders;
        this.checkout = checkout;
        this.shares = shares;
    }

    @PostMapping("/checkout")
    ModelAndView checkout(HttpServletRequest request, HttpServletResponse response, Visitor visitor, Locale language) {
        Cart cart = cookie.read(request);
        if (!cart.payable(catalog)) {
            return seeOther("/cart");
        }
        List<OrderItem> items = cart.lines(catalog).stream()
                .map(line -> new OrderItem(
                        line.product().sku(),
                        line.product().name(),
                        line.quantity(),
                        line.product().price()))
                .toList();
        if (visitor.ip() != null && !ofAnAddress.takes(ClientAddress.network(visitor.ip()))) {
            return new ModelAndView("checkout-unavailable", HttpStatus.TOO_MANY_REQUESTS);
        }
        try {
            return shares.ofShoppers(() -> begin(cart, items, visitor, language, request, response));
        } catch (StripeException e) {
            if (KeyTrouble.logged(log, e)) {
                return new ModelAndView("checkout-unavailable", HttpStatus.SERVICE_UNAVAILABLE);
            }
            log.atError()
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log(
                            "Stripe opened no Checkout Session, so shoppers cannot pay. If the error persists, look up the request id in Stripe's Dashboard under Developers > Logs");
            return new ModelAndView("checkout-unavailable", HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private ModelAndView begin(
            Cart cart,
            List<OrderItem> items,
            Visitor visitor,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws StripeException {
        Optional<Order> paid = giveUpOthers(request, cart.id());
        if (paid.isPresent()) {
            return follow(new Checkout.Way.ToOrder(paid.get()), cart, request, response);
        }
        Checkout.Way way = checkout.begin(cart.id(), items, visitor, language);
        if (!(way instanceof Checkout.Way.Again next)) {
            return follow(way, cart, request, response);
        }
        Cart again = cart.again(next.cartId());
        cookie.write(response, again);
        return follow(checkout.begin(again.id(), items, visitor, language), again, request, response);
    }

    private ModelAndView follow(Checkout.Way way, Cart cart, HttpServletRequest request, HttpServletResponse response) {
        return switch (way) {
            case Checkout.Way.ToStripe toStripe -> {
                browserOrders.add(request, response, cart.id());
                yield seeOther(toStripe.url());
            }
            case Checkout.Way.ToOrder toOrder -> {
                browserOrders.add(request, response, toOrder.order().id());
                yield seeOther("/thanks/" + toOrder.order().number());
            }
            case Checkout.Way.Again again -> seeOther("/cart");
        };
    }

    /**
     * Ends the sessions of this browser's other open orders, because a changed cart is a new order.
     *
     * @return an order that turned out to be paid already; the shopper sees it before paying again
     */
    private Optional<Order> giveUpOthers(HttpServletRequest request, UUID orderId) throws StripeException {
        List<UUID> others = browserOrders.read(request).stream()
                .filter(id -> !id.equals(orderId))
                .toList();
        Optional<Order> paid = Optional.empty();
        for (Order order : orders.find(others)) {
            if (order.state() == Order.State.PENDING
                    && checkout.giveUp(order, orderId).paid()) {
                paid = paid.or(() -> orders.find(order.id()));
            }
        }
        return paid;
    }

    private static ModelAndView seeOther(String url) {
        RedirectView view = new RedirectView(url);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
