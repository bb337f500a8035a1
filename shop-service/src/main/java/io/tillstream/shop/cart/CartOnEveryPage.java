package io.tillstream.shop.cart;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The number of pieces beside the word "Cart" at the top of every page. */
@ControllerAdvice
class CartOnEveryPage {

    private final CartCookie cookie;

    CartOnEveryPage(CartCookie cookie) {
        this.cookie = cookie;
    }

    @ModelAttribute("cartCount")
    int count(HttpServletRequest request) {
        return cookie.read(request).count();
    }
}
