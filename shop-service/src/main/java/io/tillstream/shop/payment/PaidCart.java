package io.tillstream.shop.payment;

import io.tillstream.shop.cart.Cart;
import io.tillstream.shop.cart.CartCookie;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Order.State;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes what was paid out of the shopper's cart, and puts it back when the payment fails in the end. */
@Component
class PaidCart {

    private final CartCookie cookie;
    private final JdbcClient jdbc;
    private final Clock clock;

    PaidCart(CartCookie cookie, JdbcClient jdbc, Clock clock) {
        this.cookie = cookie;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the cart as it is from now on; empty when it does not change */
    Optional<Cart> update(Order order, HttpServletRequest request, HttpServletResponse response) {
        Cart cart = cookie.read(request);
        Cart now = cart;
        if (order.paid() || order.state() == State.AWAITING) {
            boolean first = leave(order.id());
            if (cart.id().equals(order.id())) {
                // Also when the answer with the emptied cart was lost: this cart cannot be paid again.
                now = Cart.EMPTY;
            } else if (first) {
                now = cart.minus(order.quantities());
            }
        } else if (order.state() == State.FAILED && comeBack(order.id())) {
            now = cart.plus(order.quantities());
        }
        if (now.equals(cart)) {
            return Optional.empty();
        }
        cookie.write(response, now);
        return Optional.of(now);
    }

    /** @return true once per order: its items leave the cart now */
    private boolean leave(UUID orderId) {
        return jdbc.sql("update orders set left_cart_at = ? where id = ? and left_cart_at is null")
                        .params(Timestamp.from(clock.instant()), orderId)
                        .update()
                == 1;
    }

    /** @return true once after the items had left: they come back into the cart now */
    private boolean comeBack(UUID orderId) {
        return jdbc.sql("update orders set left_cart_at = null where id = ? and left_cart_at is not null")
                        .param(orderId)
                        .update()
                == 1;
    }
}
