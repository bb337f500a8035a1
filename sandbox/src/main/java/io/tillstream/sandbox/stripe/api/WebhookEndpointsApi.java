package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import io.tillstream.sandbox.stripe.webhook.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Webhook endpoints: a list, and the registration of new ones. */
@RestController
@RequestMapping(WebhookEndpointsApi.PATH)
class WebhookEndpointsApi {

    static final String PATH = "/v1/webhook_endpoints";

    private static final Pattern KNOWN =
            Pattern.compile("url|api_version|description|connect|enabled_events\\[\\d+]|metadata\\[[^\\[\\]]{1,40}]");

    private final Endpoints endpoints;
    private final Idempotency idempotency;
    private final Listing listing;

    WebhookEndpointsApi(Endpoints endpoints, Idempotency idempotency, Listing listing) {
        this.endpoints = endpoints;
        this.idempotency = idempotency;
        this.listing = listing;
    }

    @GetMapping
    ObjectNode list(@RequestParam Map<String, String> query) {
        return listing.page(PATH, endpoints.newest(), new Form(query), Set.of());
    }

    /** The answer has the secret; later answers do not. */
    @PostMapping
    ResponseEntity<ObjectNode> register(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Form form = new Form(parameters);
        form.requireKnown(name -> KNOWN.matcher(name).matches());
        return idempotency.once(key, PATH, form, () -> {
            List<String> events = form.list("enabled_events");
            if (events.isEmpty()) {
                throw StripeError.invalid("Missing required param: enabled_events.");
            }
            return StripeObjects.withoutOwnFields(
                    endpoints.register(form.required("url"), events, form.text("api_version")));
        });
    }
}
