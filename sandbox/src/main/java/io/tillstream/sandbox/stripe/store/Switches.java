package io.tillstream.sandbox.stripe.store;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulated faults of Stripe. They last until they are switched off, also across a restart. */
@Component
public class Switches {

    private static final String KIND = "sandbox.switches";

    private final StripeObjects objects;
    private final JsonMapper json;
    private volatile Endpoint webhooks;
    private volatile Api api;

    Switches(StripeObjects objects, JsonMapper json) {
        this.objects = objects;
        this.json = json;
        ObjectNode kept = objects.find(KIND, KIND).orElseGet(json::createObjectNode);
        this.webhooks = Endpoint.valueOf(kept.path("webhooks").asString(Endpoint.UP.name()));
        this.api = Api.valueOf(kept.path("api").asString(Api.WELL.name()));
    }

    /** Whether webhooks are delivered. The list of events has every event in any case. */
    public enum Endpoint {
        UP("Webhooks are delivered"),
        DOWN("Webhooks are down; events are delivered when they are up again"),
        DOWN_AND_LOST("Webhooks are down; events are never delivered");

        private final String text;

        Endpoint(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** How the API answers. The pages of the stand-in work in any case. */
    public enum Api {
        WELL("The API has no fault"),
        ERROR_500("The API answers 500"),
        SLOW("The API answers after 3 s"),
        ERROR_429("The API answers 429: too many requests");

        private final String text;

        Api(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Endpoint webhooks() {
        return webhooks;
    }

    public Api api() {
        return api;
    }

    public synchronized void set(Endpoint chosenWebhooks, Api chosenApi) {
        webhooks = chosenWebhooks;
        api = chosenApi;
        objects.save(json.createObjectNode()
                .put("object", KIND)
                .put("id", KIND)
                .put("webhooks", chosenWebhooks.name())
                .put("api", chosenApi.name()));
    }
}
