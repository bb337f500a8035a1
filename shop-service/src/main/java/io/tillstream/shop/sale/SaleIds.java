package io.tillstream.shop.sale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a sale.
 *
 * @param id        of the order in our database; two payments that name one order have the same
 * @param reference of the order in messages
 * @param eventId   of its event at Meta, which the page after the payment can know too
 * @param unique    Stripe's id of the session, invoice or payment intent
 */
record SaleIds(UUID id, String reference, String eventId, String unique) {

    /** No spaces and no @: an e-mail address must not leave as an id. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    /** The dispatcher's receipts use it. */
    private static final String RESERVED = "in-flight";

    static final String ORDER_ID = "order_id";

    /**
     * The seller's own ids where there are any, else Stripe's.
     *
     * @param clientReference client_reference_id of a session; null when there is none, and when it is only our script's.
     *     Some sellers write the customer's id there, so it does not join two payments to one order
     * @param unique          Stripe's id of the session, invoice or payment intent
     */
    static SaleIds of(Map<String, String> metadata, @Nullable String clientReference, String unique) {
        String order = first(metadata.get(ORDER_ID));
        String name = order == null ? unique : ORDER_ID + ":" + order;
        String reference = order == null ? first(clientReference) : order;
        String event = first(metadata.get("event_id"), metadata.get("tillstream_event_id"), clientReference);
        return new SaleIds(
                UUID.nameUUIDFromBytes(("sale:" + name).getBytes(UTF_8)),
                reference == null ? unique : reference,
                event == null ? unique : event,
                unique);
    }

    /** The id of the order of an invoice or payment intent whose metadata names no order. */
    static UUID id(String unique) {
        return of(Map.of(), null, unique).id();
    }

    private static @Nullable String first(@Nullable String... candidates) {
        return Stream.of(candidates)
                .filter(each -> each != null && FORM.matcher(each).matches() && !each.equals(RESERVED))
                .findFirst()
                .orElse(null);
    }
}
