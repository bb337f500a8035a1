package io.tillstream.shop.cart;

import io.tillstream.shop.catalog.Catalog;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.catalog.Product;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

/** The cart's page and its forms. */
@Controller
class CartPages {

    private final CartCookie cookie;
    private final Catalog catalog;

    CartPages(CartCookie cookie, Catalog catalog) {
        this.cookie = cookie;
        this.catalog = catalog;
    }

    @GetMapping("/cart")
    String show(HttpServletRequest request, Model model) {
        Cart cart = cookie.read(request);
        List<CartLine> lines = cart.lines(catalog);
        model.addAttribute("gone", cart.gone(catalog));
        model.addAttribute("lines", lines);
        model.addAttribute("payable", cart.payable(catalog));
        model.addAttribute("tooMany", lines.stream().filter(CartLine::tooMany).toList());
        model.addAttribute(
                "total",
                Cart.oneCurrency(lines)
                        ? lines.stream()
                                .map(CartLine::total)
                                .reduce(Money::plus)
                                .orElseThrow()
                        : null);
        return "cart";
    }

    @PostMapping("/cart/items")
    RedirectView add(
            @RequestParam String sku,
            @RequestParam(defaultValue = "1") int quantity,
            HttpServletRequest request,
            HttpServletResponse response) {
        Product product = catalog.find(sku).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!product.available() || quantity < 1) {
            return to("/cart");
        }
        cookie.write(response, cookie.read(request).plus(sku, quantity));
        return to("/cart?added");
    }

    @PostMapping("/cart/items/{sku}")
    RedirectView change(
            @PathVariable String sku,
            @RequestParam int quantity,
            HttpServletRequest request,
            HttpServletResponse response) {
        cookie.write(response, cookie.read(request).with(sku, quantity));
        return to("/cart");
    }

    private static RedirectView to(String page) {
        RedirectView view = new RedirectView(page);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
