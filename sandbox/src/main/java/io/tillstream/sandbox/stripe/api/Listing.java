package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.store.StripeError;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pages of lists in Stripe's form: newest first, {@code limit} per page, beginning after {@code starting_after}. */
@Component
class Listing {

    private static final Set<String> PAGING =
            Set.of("limit", "starting_after", "created", "created[gt]", "created[gte]", "created[lt]", "created[lte]");
    private static final int LONGEST = 100;
    private static final int USUAL = 10;

    private final Shown shown;
    private final JsonMapper json;

    Listing(Shown shown, JsonMapper json) {
        this.shown = shown;
        this.json = json;
    }

    /**
     * @param all newest first
     * @param fields fields that can be filtered by value, such as {@code payment_intent}
     * @param more parameters that the caller handles
     */
    ObjectNode page(String path, List<ObjectNode> all, Form query, Set<String> fields, Set<String> more) {
        query.requireKnown(name ->
                PAGING.contains(name) || fields.contains(name) || more.contains(name.replaceFirst("\\[\\d+]$", "")));
        int limit = limit(query);
        List<ObjectNode> matching = all.stream()
                .filter(object -> fields.stream().allMatch(field -> matches(object, field, query)))
                .filter(object -> created(object.path("created").asLong(), query))
                .toList();
        return list(path, after(query, all, matching), limit, query);
    }

    /** A page of the items of one object, in their own order. It takes {@code limit} and {@code starting_after}. */
    ObjectNode items(String path, List<ObjectNode> all, Form query) {
        query.requireKnown(Set.of("limit", "starting_after")::contains);
        return list(path, after(query, all, all), limit(query), query);
    }

    private ObjectNode list(String path, List<ObjectNode> rest, int limit, Form query) {
        ObjectNode list = json.createObjectNode();
        list.put("object", "list").put("url", path).put("has_more", rest.size() > limit);
        List<String> expand = query.expand().stream()
                .map(each -> each.replaceFirst("^data\\.", ""))
                .toList();
        list.putArray("data")
                .addAll(rest.stream()
                        .limit(limit)
                        .map(object -> shown.expanded(object, expand))
                        .toList());
        return list;
    }

    private static int limit(Form query) {
        long limit = query.text("limit") == null ? USUAL : query.number("limit", 1);
        if (limit > LONGEST) {
            throw StripeError.invalid("limit must be 1 to " + LONGEST + ".");
        }
        return (int) limit;
    }

    /** The last object of the previous page may not match any more: it may be paid by now. */
    private static List<ObjectNode> after(Form query, List<ObjectNode> all, List<ObjectNode> matching) {
        String last = query.text("starting_after");
        if (last == null) {
            return matching;
        }
        List<ObjectNode> rest = all.stream()
                .dropWhile(object -> !object.path("id").asString().equals(last))
                .toList();
        if (rest.isEmpty()) {
            throw StripeError.missing("object to start after: '" + last + "'");
        }
        Set<ObjectNode> older = Collections.newSetFromMap(new IdentityHashMap<>());
        older.addAll(rest.subList(1, rest.size()));
        return matching.stream().filter(older::contains).toList();
    }

    private static boolean matches(JsonNode object, String field, Form query) {
        String wanted = query.text(field);
        return wanted == null || wanted.equals(object.path(field).asString(""));
    }

    private static boolean created(long created, Form query) {
        return bound(query, "created", at -> created == at)
                && bound(query, "created[gt]", at -> created > at)
                && bound(query, "created[gte]", at -> created >= at)
                && bound(query, "created[lt]", at -> created < at)
                && bound(query, "created[lte]", at -> created <= at);
    }

    private static boolean bound(Form query, String name, LongPredicate holds) {
        return query.text(name) == null || holds.test(query.number(name, 0));
    }
}
