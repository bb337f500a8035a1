package io.tillstream.shop.disclosure;

import io.tillstream.shop.browser.BrowserOrders;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.Orders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The page that shows shoppers what was sent to Meta about their order. */
@Controller
class DisclosurePages {

    private final BrowserOrders browserOrders;
    private final Orders orders;
    private final OrderOutcomes outcomes;
    private final SentEvent sentEvent;

    DisclosurePages(BrowserOrders browserOrders, Orders orders, OrderOutcomes outcomes, SentEvent sentEvent) {
        this.browserOrders = browserOrders;
        this.orders = orders;
        this.outcomes = outcomes;
        this.sentEvent = sentEvent;
    }

    @GetMapping("/orders/{id}/meta")
    String show(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!browserOrders.contain(request, id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Order order = orders.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<OrderOutcome> found = outcomes.of(order.eventId());
        model.addAttribute("order", order);
        model.addAttribute("outcomes", found);
        if (found.stream().anyMatch(OrderOutcome::accepted)) {
            model.addAttribute("event", sentEvent.of(id).orElse(null));
        }
        return "told-meta";
    }
}
