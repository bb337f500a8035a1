package io.tillstream.sandbox.stripe;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects as the API shows them: without what is the stand-in's own, and with ids replaced by what was asked to be expanded. */
@Component
class Shown {

    private final Ledger ledger;
    private final JsonMapper json;

    Shown(Ledger ledger, JsonMapper json) {
        this.ledger = ledger;
        this.json = json;
    }

    static ObjectNode plain(ObjectNode object) {
        ObjectNode shown = object.deepCopy();
        List<String> own = object.propertyNames().stream()
                .filter(name -> name.startsWith("sandbox_"))
                .toList();
        return shown.remove(own);
    }

    /**
     * @param expand paths such as {@code payment_intent.latest_charge}
     * @throws StripeError for a path that leads to nothing that could be expanded
     */
    ObjectNode expanded(ObjectNode object, Collection<String> expand) {
        ObjectNode shown = plain(object);
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
                    ledger.find(value.asString())
                            .map(Shown::plain)
                            .orElseThrow(() -> StripeError.missing(field + ": '" + value.asString() + "'")));
        } else if (!value.isObject()) {
            throw StripeError.invalid("This property cannot be expanded (" + field + ").");
        }
        if (dot >= 0) {
            expand((ObjectNode) object.path(field), path.substring(dot + 1));
        }
    }
}
