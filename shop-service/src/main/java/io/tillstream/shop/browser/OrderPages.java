package io.tillstream.shop.browser;

import io.tillstream.shop.order.Orders;
import io.tillstream.shop.refund.MoneyBack;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The pages of this browser's orders. */
@Controller
class OrderPages {

    private final BrowserOrders browserOrders;
    private final Orders orders;
    private final MoneyBack moneyBack;

    OrderPages(BrowserOrders browserOrders, Orders orders, MoneyBack moneyBack) {
        this.browserOrders = browserOrders;
        this.orders = orders;
        this.moneyBack = moneyBack;
    }

    @GetMapping("/orders")
    String list(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("orders", orders.find(browserOrders.read(request)));
        return "orders";
    }

    @GetMapping("/orders/{id}")
    String one(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!browserOrders.contain(request, id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute(
                "order", orders.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("money", moneyBack.of(id).orElse(null));
        return "order";
    }
}
