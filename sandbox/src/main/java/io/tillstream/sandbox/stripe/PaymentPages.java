package io.tillstream.sandbox.stripe;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.node.ObjectNode;

/** The page on which a shopper pays, and a page for the curious with sessions and webhooks. */
@Controller
class PaymentPages {

    private static final Set<String> WITHOUT_DECIMALS = Set.of("jpy", "krw", "clp", "vnd");

    private final Sessions sessions;
    private final Events events;

    PaymentPages(Sessions sessions, Events events) {
        this.sessions = sessions;
        this.events = events;
    }

    /** One line of a table of sessions or of webhooks. */
    record Row(String id, String what, String amount, String state, String delivery) {}

    @GetMapping("/")
    String overview(Model model) {
        model.addAttribute(
                "sessions",
                sessions.newest(50).stream()
                        .map(session -> new Row(
                                session.path("id").asString(),
                                session.path("client_reference_id").asString(""),
                                amount(session, session.path("amount_total").asLong()),
                                session.path("status").asString() + ", "
                                        + session.path("payment_status").asString(),
                                ""))
                        .toList());
        model.addAttribute(
                "webhooks",
                events.newest().stream()
                        .limit(50)
                        .map(event -> new Row(
                                event.path("id").asString(),
                                event.path("type").asString(),
                                "",
                                event.path("data").path("object").path("id").asString(),
                                events.delivery(event.path("id").asString())))
                        .toList());
        return "stripe/overview";
    }

    @GetMapping("/c/pay/{id}")
    String page(@PathVariable String id, Model model) {
        ObjectNode session = session(id);
        if (!session.path("status").asString().equals("open")) {
            model.addAttribute("state", session.path("status").asString());
            model.addAttribute("shop", session.path("success_url").asString().replaceFirst("(https?://[^/]+).*", "$1"));
            return "stripe/closed";
        }
        model.addAttribute("id", id);
        model.addAttribute("cancel", session.path("cancel_url").asString("/"));
        model.addAttribute("total", amount(session, session.path("amount_total").asLong()));
        model.addAttribute(
                "lines",
                StreamSupport.stream(session.path("sandbox_line_items").spliterator(), false)
                        .map(line -> new Row(
                                "",
                                line.path("quantity").asString() + " × "
                                        + line.path("name").asString(),
                                amount(
                                        session,
                                        line.path("unitAmount").asLong()
                                                * line.path("quantity").asLong()),
                                "",
                                ""))
                        .toList());
        return "stripe/pay";
    }

    @PostMapping("/c/pay/{id}")
    Object pay(
            @PathVariable String id, @RequestParam String card, @ModelAttribute CustomerDetails customer, Model model) {
        if (!session(id).path("status").asString().equals("open")) {
            return page(id, model);
        }
        if (card.equals("declined")) {
            model.addAttribute("declined", true);
            return page(id, model);
        }
        String back = sessions.pay(id, customer).path("success_url").asString();
        RedirectView view = new RedirectView(back.replace("{CHECKOUT_SESSION_ID}", id));
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    /** Delivers a webhook again, to show that the shop does not mind. */
    @PostMapping("/sandbox/events/{id}/deliver")
    RedirectView deliver(@PathVariable String id, @RequestParam(defaultValue = "1") int times) {
        ObjectNode event = events.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        for (int time = 0; time < Math.min(times, 20); time++) {
            events.deliver(event);
        }
        RedirectView view = new RedirectView("/");
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    /** The event ids of all paid sessions: the books that everything else is checked against. */
    @GetMapping("/sandbox/paid")
    @ResponseBody
    List<String> paid() {
        return sessions.newest(Integer.MAX_VALUE).stream()
                .filter(session -> session.path("payment_status").asString().equals("paid"))
                .map(session -> session.path("metadata").path("event_id").asString(""))
                .toList();
    }

    @ExceptionHandler
    ResponseEntity<Object> refuse(StripeError error) {
        return error.answer();
    }

    private ObjectNode session(String id) {
        return sessions.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String amount(ObjectNode session, long minorUnits) {
        String currency = session.path("currency").asString();
        BigDecimal amount = BigDecimal.valueOf(minorUnits, WITHOUT_DECIMALS.contains(currency) ? 0 : 2);
        return currency.toUpperCase(Locale.ROOT) + " " + amount.toPlainString();
    }
}
