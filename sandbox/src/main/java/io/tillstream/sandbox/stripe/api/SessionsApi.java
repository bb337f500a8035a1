package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.checkout.LineItems;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checkout Sessions. */
@RestController
@RequestMapping(SessionsApi.PATH)
class SessionsApi {

    static final String PATH = "/v1/checkout/sessions";

    private static final Set<String> FIELDS =
            Set.of("status", "payment_intent", "subscription", "payment_link", "customer");

    private final Sessions sessions;
    private final Idempotency idempotency;
    private final Listing listing;
    private final Shown shown;
    private final JsonMapper json;
    private final PublicAddress address;

    SessionsApi(
            Sessions sessions,
            Idempotency idempotency,
            Listing listing,
            Shown shown,
            JsonMapper json,
            PublicAddress address) {
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.listing = listing;
        this.shown = shown;
        this.json = json;
        this.address = address;
    }

    @PostMapping
    ResponseEntity<ObjectNode> create(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        return idempotency.once(
                key, PATH, form, () -> shown.expanded(sessions.create(form, address.origin()), form.expand()));
    }

    @GetMapping
    ObjectNode list(@RequestParam Map<String, String> query) {
        return listing.page(PATH, sessions.newest(), new Form(query), FIELDS);
    }

    @GetMapping("/{id}")
    ObjectNode retrieve(@PathVariable String id, @RequestParam Map<String, String> query) {
        Form form = new Form(query);
        form.requireKnown(name -> false);
        return shown.expanded(sessions.get(id), form.expand());
    }

    @GetMapping("/{id}/line_items")
    ObjectNode lineItems(@PathVariable String id, @RequestParam Map<String, String> query) {
        Form form = new Form(query);
        List<ObjectNode> items = LineItems.of(sessions.get(id), Shown.products(form.expand()), json);
        return listing.items(PATH + "/" + id + "/line_items", items, form);
    }

    @PostMapping("/{id}/expire")
    ResponseEntity<ObjectNode> expire(
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        form.requireKnown(name -> false);
        return idempotency.once(
                key,
                PATH + "/" + id + "/expire",
                form,
                () -> shown.expanded(sessions.expire(id, Travel.AT_ONCE), form.expand()));
    }
}
