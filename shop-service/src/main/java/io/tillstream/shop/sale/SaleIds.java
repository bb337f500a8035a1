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
 * @param order     the seller's id of the order, by which two payments are one order; null when there is none
 * @param reference of the order in messages
 * @param eventId   of its event at Meta, which the page after the payment can know too
 * @param unique    Stripe's id of the session, invoice or payment intent
 */
record SaleIds(@Nullable String order, String reference, String eventId, String unique) {

    /** No spaces and no @: an e-mail address must not leave as an id. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    /** The dispatcher's receipts use it. */
    private static final String RESERVED = "in-flight";

    /** Ids of Stripe's, which are unique only as long as nobody else chooses them. */
    private static final Pattern STRIPES = Pattern.compile("(cs_(test|live)|in|pi|ch|sub)_.*");

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
        String reference = order == null ? first(clientReference) : order;
        String event = first(metadata.get("event_id"), metadata.get("tillstream_event_id"), clientReference);
        return new SaleIds(order, reference == null ? unique : reference, event == null ? unique : event, unique);
    }

    /**
     * The id of the order in our database.
     *
     * @param numbering whose order ids they are: another site, and test mode, may count from the same number
     */
    UUID id(String numbering) {
        return order == null ? named(unique) : named(ORDER_ID + ":" + numbering + ":" + order);
    }

    /** The id of an order without an order id of the seller: by Stripe's id of the session, invoice or payment intent. */
    static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("sale:" + name).getBytes(UTF_8));
    }

    private static @Nullable String first(@Nullable String... candidates) {
        return Stream.of(candidates)
                .filter(each -> each != null
                        && FORM.matcher(each).matches()
                        && !STRIPES.matcher(each).matches()
                        && !each.equals(RESERVED))
                .findFirst()
                .orElse(null);
    }
}
