package io.tillstream.sandbox.stripe.page;

import io.tillstream.sandbox.stripe.checkout.Disputes;
import io.tillstream.sandbox.stripe.checkout.Money;
import io.tillstream.sandbox.stripe.checkout.PayLater;
import io.tillstream.sandbox.stripe.checkout.Payments;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.store.Switches;
import io.tillstream.sandbox.stripe.webhook.Events;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.node.ObjectNode;

/** The overview page: sessions with their possible actions, webhooks, and switches. */
@Controller
class OverviewPage {

    private static final int ROWS = 50;

    private final Sessions sessions;
    private final Payments payments;
    private final Disputes disputes;
    private final StripeObjects objects;
    private final Events events;
    private final Switches switches;
    private final SaleRows sales;

    OverviewPage(
            Sessions sessions,
            Payments payments,
            Disputes disputes,
            StripeObjects objects,
            Events events,
            Switches switches,
            SaleRows sales) {
        this.sessions = sessions;
        this.payments = payments;
        this.disputes = disputes;
        this.objects = objects;
        this.events = events;
        this.switches = switches;
        this.sales = sales;
    }

    /** @param path relative to the session's path */
    record Action(String label, String path) {}

    record SessionRow(String id, String order, String amount, List<String> state, List<Action> actions) {}

    record WebhookRow(String id, String type, String about, String delivery) {}

    @GetMapping("/")
    String show(Model model) {
        model.addAttribute(
                "sessions", sessions.newest().limit(ROWS).map(this::row).toList());
        model.addAttribute(
                "webhooks",
                events.newest()
                        .limit(ROWS)
                        .map(event -> new WebhookRow(
                                event.path("id").asString(),
                                event.path("type").asString(),
                                event.path("data").path("object").path("id").asString(),
                                events.delivery(event.path("id").asString())))
                        .toList());
        model.addAttribute("links", sales.links());
        model.addAttribute("subscriptions", sales.subscriptions());
        model.addAttribute("invoices", sales.invoices());
        model.addAttribute("travels", Travel.values());
        model.addAttribute("endpoint", switches.webhooks());
        model.addAttribute("api", switches.api());
        model.addAttribute("endpoints", Switches.Endpoint.values());
        model.addAttribute("apis", Switches.Api.values());
        return "stripe/overview";
    }

    private SessionRow row(ObjectNode session) {
        List<String> state = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        state.add(session.path("status").asString() + ", "
                + session.path("payment_status").asString().replace('_', ' '));
        if (Sessions.isOpen(session)) {
            actions.add(new Action("Expire", "expire"));
        }
        Optional<ObjectNode> intent = payments.find(session);
        intent.ifPresent(found -> payment(session, found, state, actions));
        return new SessionRow(
                session.path("id").asString(),
                session.path("client_reference_id")
                        .asString(session.path("payment_link").asString("another shop's")),
                Money.text(session, session.path("amount_total").asLong()),
                state,
                actions);
    }

    private void payment(ObjectNode session, ObjectNode intent, List<String> state, List<Action> actions) {
        String status = intent.path("status").asString();
        if (!status.equals("succeeded")) {
            state.add("payment " + status.replace('_', ' '));
        }
        if (PayLater.waits(session, intent)) {
            actions.add(new Action("Payment succeeds", "pay-later?succeeds=true"));
            actions.add(new Action("Payment fails", "pay-later?succeeds=false"));
        }
        objects.find(Payments.CHARGE, intent.path("latest_charge").asString(""))
                .filter(charge -> charge.path("paid").asBoolean())
                .ifPresent(charge -> paid(session, charge, state, actions));
    }

    private void paid(ObjectNode session, ObjectNode charge, List<String> state, List<Action> actions) {
        long refunded = charge.path("amount_refunded").asLong();
        long left = charge.path("amount").asLong() - refunded;
        if (refunded > 0) {
            state.add(Money.text(session, refunded) + " refunded");
        }
        if (left > 1) {
            actions.add(new Action("Refund half", "refund?amount=" + left / 2));
        }
        if (left > 0) {
            actions.add(new Action("Refund all", "refund"));
        }
        Optional<ObjectNode> dispute = disputes.of(charge.path("id").asString());
        if (dispute.isEmpty()) {
            actions.add(new Action("Dispute", "dispute"));
            return;
        }
        state.add("dispute " + dispute.get().path("status").asString().replace('_', ' '));
        if (Disputes.isOpen(dispute.get())) {
            actions.add(new Action("Dispute won", "close-dispute?won=true"));
            actions.add(new Action("Dispute lost", "close-dispute?won=false"));
        }
    }
}
