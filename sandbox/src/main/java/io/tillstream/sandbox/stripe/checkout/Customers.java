package io.tillstream.sandbox.stripe.checkout;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.time.Clock;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Customers. Only subscriptions and invoices create them; other shoppers are guests. */
@Component
public class Customers {

    public static final String KIND = "customer";

    private final StripeObjects objects;
    private final JsonMapper json;
    private final Clock clock;

    Customers(StripeObjects objects, JsonMapper json, Clock clock) {
        this.objects = objects;
        this.json = json;
        this.clock = clock;
    }

    /** @param details {@code customer_details} of a session */
    ObjectNode create(JsonNode details) {
        ObjectNode customer = json.createObjectNode();
        customer.put("id", Ids.make("cus_"))
                .put("object", KIND)
                .put("created", clock.instant().getEpochSecond())
                .put("email", details.path("email").asString(null))
                .put("livemode", false)
                .put("name", details.path("name").asString(null))
                .put("phone", details.path("phone").asString(null));
        customer.set("address", details.path("address").deepCopy());
        customer.putObject("metadata");
        return objects.save(customer);
    }

    ObjectNode get(String id) {
        return objects.find(KIND, id).orElseThrow(() -> StripeError.missing("customer: '" + id + "'"));
    }
}
