package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.Checkout;
import io.tillstream.sandbox.stripe.checkout.Choices;
import io.tillstream.sandbox.stripe.checkout.CustomerDetails;
import io.tillstream.sandbox.stripe.checkout.Money;
import io.tillstream.sandbox.stripe.checkout.PaymentOutcome;
import io.tillstream.sandbox.stripe.checkout.PaymentResult;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.node.ObjectNode;

/** The payment page. */
@Controller
class PaymentPage {

    private final Sessions sessions;
    private final Checkout checkout;
    private final Events events;

    PaymentPage(Sessions sessions, Checkout checkout, Events events) {
        this.sessions = sessions;
        this.checkout = checkout;
        this.events = events;
    }

    /** A description and its amount. */
    record Line(String what, String amount) {}

    @GetMapping("/c/pay/{id}")
    String show(@PathVariable String id, Model model) {
        ObjectNode session = sessions.get(id);
        if (!Sessions.isOpen(session)) {
            model.addAttribute("state", session.path("status").asString());
            model.addAttribute("shop", session.path("success_url").asString().replaceFirst("(https?://[^/]+).*", "$1"));
            return "stripe/closed";
        }
        model.addAttribute("id", id);
        model.addAttribute("cancel", session.path("cancel_url").asString("/"));
        model.addAttribute(
                "total", Money.text(session, session.path("amount_total").asLong()));
        model.addAttribute("lines", lines(session));
        model.addAttribute("shipping", shipping(session));
        model.addAttribute(
                "email",
                session.path("customer_email")
                        .asString(session.path("sandbox_prefilled_email").asString("jo.doe@example.com")));
        model.addAttribute("promotions", session.path("allow_promotion_codes").asBoolean());
        model.addAttribute("tax", session.path("automatic_tax").path("enabled").asBoolean());
        model.addAttribute(
                "newsletter",
                session.path("consent_collection")
                        .path("promotions")
                        .asString("")
                        .equals("auto"));
        model.addAttribute(
                "otherCurrency",
                session.path("adaptive_pricing").path("enabled").asBoolean());
        model.addAttribute("subscribes", session.path("mode").asString().equals("subscription"));
        model.addAttribute("trialDays", session.path("sandbox_trial_days").asLong(0));
        model.addAttribute("travels", Travel.values());
        return "stripe/pay";
    }

    /** @param card one of {@link PaymentOutcome}, such as {@code good} or {@code no-funds} */
    @PostMapping("/c/pay/{id}")
    Object pay(
            @PathVariable String id,
            @RequestParam PaymentOutcome card,
            @ModelAttribute("customer") CustomerDetails customer,
            @ModelAttribute("choices") Choices choices,
            @RequestParam Map<String, String> typed,
            Model model) {
        if (!Sessions.isOpen(sessions.get(id))) {
            return show(id, model);
        }
        return switch (checkout.pay(id, card, customer, choices)) {
            case PaymentResult.Complete complete -> back(complete, choices.travel());
            case PaymentResult.Declined declined -> {
                model.addAttribute("declined", declined.message());
                yield show(id, model);
            }
            case PaymentResult.Confirm confirm -> {
                typed.remove("card");
                model.addAttribute("id", id);
                model.addAttribute("typed", typed);
                yield "stripe/confirm";
            }
        };
    }

    @PostMapping("/c/pay/{id}/expire")
    String expire(@PathVariable String id, @ModelAttribute("choices") Choices choices, Model model) {
        if (Sessions.isOpen(sessions.get(id))) {
            sessions.expire(id, choices.travel());
        }
        return show(id, model);
    }

    private RedirectView back(PaymentResult.Complete complete, Travel travel) {
        if (travel == Travel.BEFORE_REDIRECT) {
            events.deliverOnce(complete.event());
        }
        String id = complete.session().path("id").asString();
        String url = complete.session().path("success_url").asString();
        RedirectView view = new RedirectView(url.replace("{CHECKOUT_SESSION_ID}", id));
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private static List<Line> lines(ObjectNode session) {
        return StreamSupport.stream(session.path("sandbox_line_items").spliterator(), false)
                .map(line -> new Line(
                        line.path("quantity").asString() + " × "
                                + line.path("name").asString(),
                        Money.text(
                                session,
                                line.path("unitAmount").asLong()
                                        * line.path("quantity").asLong())))
                .toList();
    }

    private static List<Line> shipping(ObjectNode session) {
        return IntStream.range(0, session.path("shipping_options").size())
                .mapToObj(index -> new Line(
                        session.path("sandbox_shipping_names").path(index).asString(),
                        Money.text(
                                session,
                                session.path("shipping_options")
                                        .path(index)
                                        .path("shipping_amount")
                                        .asLong())))
                .toList();
    }
}
