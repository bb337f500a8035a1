package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.StripeObjects;
import java.util.Collection;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects as the API returns them: without the stand-in's own fields, and with requested ids expanded to objects. */
@Component
class Shown {

    private final StripeObjects objects;
    private final JsonMapper json;

    Shown(StripeObjects objects, JsonMapper json) {
        this.objects = objects;
        this.json = json;
    }

    /**
     * @param expand paths such as {@code payment_intent.latest_charge}
     * @throws StripeError for a path that cannot be expanded
     */
    ObjectNode expanded(ObjectNode object, Collection<String> expand) {
        ObjectNode shown = StripeObjects.withoutOwnFields(object);
        for (String path : expand) {
            if (path.equals("line_items")) {
                shown.set("line_items", LineItems.of(object, json));
            } else {
                expand(shown, path);
            }
        }
        return shown;
    }

    private void expand(ObjectNode object, String path) {
        int dot = path.indexOf('.');
        String field = dot < 0 ? path : path.substring(0, dot);
        JsonNode value = object.path(field);
        if (value.isNull()) {
            return;
        }
        if (value.isString()) {
            object.set(
                    field,
                    objects.find(value.asString())
                            .map(StripeObjects::withoutOwnFields)
                            .orElseThrow(() -> StripeError.missing(field + ": '" + value.asString() + "'")));
        } else if (!value.isObject()) {
            throw StripeError.invalid("This property cannot be expanded (" + field + ").");
        }
        if (dot >= 0) {
            expand((ObjectNode) object.path(field), path.substring(dot + 1));
        }
    }
}
