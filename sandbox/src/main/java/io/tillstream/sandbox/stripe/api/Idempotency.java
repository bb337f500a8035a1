package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Repeats the first answer for the same idempotency key (docs.stripe.com/api/idempotent_requests). */
@Component
class Idempotency {

    private static final String KIND = "sandbox.idempotency";

    private final StripeObjects objects;
    private final JsonMapper json;

    Idempotency(StripeObjects objects, JsonMapper json) {
        this.objects = objects;
        this.json = json;
    }

    /**
     * @param key null if the request has none; then the work is always done
     * @throws StripeError if the key was used with another path or other parameters
     */
    ResponseEntity<ObjectNode> once(@Nullable String key, String path, Form form, Supplier<ObjectNode> work) {
        if (key == null) {
            return ResponseEntity.ok(work.get());
        }
        return objects.alone(() -> {
            ObjectNode request = json.valueToTree(form.values());
            request.put("path", path);
            JsonNode before = objects.find(KIND, key).orElse(null);
            if (before == null) {
                ObjectNode answer = work.get();
                ObjectNode kept = json.createObjectNode().put("object", KIND).put("id", key);
                kept.set("request", request);
                kept.set("answer", answer);
                objects.save(kept);
                return ResponseEntity.ok(answer);
            }
            if (!before.path("request").equals(request)) {
                throw StripeError.idempotency();
            }
            return ResponseEntity.ok().header("idempotent-replayed", "true").body((ObjectNode) before.path("answer"));
        });
    }
}
