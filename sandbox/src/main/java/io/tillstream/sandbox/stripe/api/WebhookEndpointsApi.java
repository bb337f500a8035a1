package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhook endpoints: the single one that the stand-in delivers to, for all events. It is listed under the shop's own
 * address, also if the stand-in uses another address to reach it.
 */
@RestController
@RequestMapping(WebhookEndpointsApi.PATH)
class WebhookEndpointsApi {

    static final String PATH = "/v1/webhook_endpoints";

    private final URI endpoint;
    private final Listing listing;
    private final JsonMapper json;

    WebhookEndpointsApi(
            @Value("${sandbox.webhook-shown-as:${sandbox.webhook-url}}") URI endpoint,
            Listing listing,
            JsonMapper json) {
        this.endpoint = endpoint;
        this.listing = listing;
        this.json = json;
    }

    @GetMapping
    ObjectNode list(@RequestParam Map<String, String> query) {
        ObjectNode only = json.createObjectNode();
        only.put("id", "we_sandbox")
                .put("object", "webhook_endpoint")
                .put("created", 0)
                .put("livemode", false)
                .put("status", "enabled")
                .put("url", endpoint.toString());
        only.putArray("enabled_events").add("*");
        return listing.page(PATH, List.of(only), new Form(query), Set.of(), Set.of());
    }
}
