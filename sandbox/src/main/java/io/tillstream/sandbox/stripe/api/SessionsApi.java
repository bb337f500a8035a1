package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.checkout.SessionParameters;
import io.tillstream.sandbox.stripe.checkout.Sessions;
import io.tillstream.sandbox.stripe.webhook.Travel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checkout Sessions.
 *
 * <p>The payment page's address begins with {@code sandbox.public-url}, as browsers may not reach the host name that the
 * shop calls. If that is empty, it begins with the called address.
 */
@RestController
@RequestMapping(SessionsApi.PATH)
class SessionsApi {

    static final String PATH = "/v1/checkout/sessions";

    private final Sessions sessions;
    private final Idempotency idempotency;
    private final Listing listing;
    private final Shown shown;
    private final JsonMapper json;
    private final String publicUrl;

    SessionsApi(
            Sessions sessions,
            Idempotency idempotency,
            Listing listing,
            Shown shown,
            JsonMapper json,
            @Value("${sandbox.public-url:}") String publicUrl) {
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.listing = listing;
        this.shown = shown;
        this.json = json;
        this.publicUrl = publicUrl;
    }

    @PostMapping
    ResponseEntity<ObjectNode> create(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        String origin = publicUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                : publicUrl;
        return idempotency.once(
                key,
                PATH,
                form,
                () -> shown.expanded(sessions.create(SessionParameters.of(form), origin), form.expand()));
    }

    @GetMapping
    ObjectNode list(@RequestParam Map<String, String> query) {
        return listing.page(PATH, sessions.newest(), new Form(query), Set.of("status", "payment_intent"), Set.of());
    }

    @GetMapping("/{id}")
    ObjectNode retrieve(@PathVariable String id, @RequestParam Map<String, String> query) {
        Form form = new Form(query);
        form.requireKnown(name -> false);
        return shown.expanded(sessions.get(id), form.expand());
    }

    @GetMapping("/{id}/line_items")
    ObjectNode lineItems(@PathVariable String id) {
        return LineItems.of(sessions.get(id), json);
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
