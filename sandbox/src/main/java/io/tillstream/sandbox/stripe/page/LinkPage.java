package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.Money;
import io.tillstream.sandbox.stripe.checkout.PaymentLinks;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** The address of a Payment Link, and the page that confirms a payment if the link has no page of the shop. */
@Controller
class LinkPage {

    private final PaymentLinks links;
    private final Sessions sessions;

    LinkPage(PaymentLinks links, Sessions sessions) {
        this.links = links;
        this.sessions = sessions;
    }

    /**
     * Opens a session and redirects to its payment page.
     *
     * @param id of a Payment Link, a buy button or a pricing table
     */
    @GetMapping("/b/{id}")
    ResponseEntity<Void> open(
            @PathVariable String id,
            @RequestParam(name = "client_reference_id", required = false) @Nullable String reference,
            @RequestParam(name = "prefilled_email", required = false) @Nullable String email) {
        String origin = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        String session = links.open(id, reference, email, origin).path("id").asString();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/c/pay/" + session)
                .header("Cache-Control", "no-store")
                .build();
    }

    @GetMapping("/c/done/{id}")
    String done(@PathVariable String id, Model model) {
        ObjectNode session = sessions.get(id);
        model.addAttribute("paid", session.path("status").asString().equals("complete"));
        model.addAttribute(
                "total", Money.text(session, session.path("amount_total").asLong()));
        return "stripe/done";
    }
}
