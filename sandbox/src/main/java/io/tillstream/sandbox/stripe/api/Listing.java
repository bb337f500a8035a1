package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.store.StripeError;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

    /** @param fields fields that can be filtered by value, such as {@code payment_intent} */
    ObjectNode page(String path, Stream<ObjectNode> newest, Form query, Set<String> fields) {
        return page(path, newest, query, fields, Set.of(), object -> true);
    }

    /**
     * Reads only as far as the page needs.
     *
     * @param more parameters that the caller handles
     * @param also the caller's own filter
     */
    ObjectNode page(
            String path,
            Stream<ObjectNode> newest,
            Form query,
            Set<String> fields,
            Set<String> more,
            Predicate<ObjectNode> also) {
        query.requireKnown(name ->
                PAGING.contains(name) || fields.contains(name) || more.contains(name.replaceFirst("\\[\\d+]$", "")));
        int limit = limit(query);
        // The last object of the previous page may not match any more: it may be paid by now.
        List<ObjectNode> some = after(query, newest)
                .filter(object -> fields.stream().allMatch(field -> matches(object, field, query)))
                .filter(object -> created(object.path("created").asLong(), query))
                .filter(also)
                .limit(limit + 1L)
                .toList();
        return list(path, some, limit, query);
    }

    /** A page of the items of one object, in their own order. It takes {@code limit} and {@code starting_after}. */
    ObjectNode items(String path, List<ObjectNode> all, Form query) {
        query.requireKnown(Set.of("limit", "starting_after")::contains);
        return list(path, after(query, all.stream()).toList(), limit(query), query);
    }

    /** @param some more than {@code limit} when there is another page */
    private ObjectNode list(String path, List<ObjectNode> some, int limit, Form query) {
        ObjectNode list = json.createObjectNode();
        list.put("object", "list").put("url", path).put("has_more", some.size() > limit);
        List<String> expand = query.expand().stream()
                .map(each -> each.replaceFirst("^data\\.", ""))
                .toList();
        list.putArray("data")
                .addAll(some.stream()
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

    private static Stream<ObjectNode> after(Form query, Stream<ObjectNode> all) {
        String last = query.text("starting_after");
        if (last == null) {
            return all;
        }
        Iterator<ObjectNode> rest = all.iterator();
        while (rest.hasNext()) {
            if (rest.next().path("id").asString().equals(last)) {
                return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rest, Spliterator.ORDERED), false);
            }
        }
        throw StripeError.missing("object to start after: '" + last + "'");
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
