package io.tillstream.shop.customer;

import io.tillstream.shop.seal.CustomerIds;
import io.tillstream.shop.seal.CustomerSeal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the orders of an e-mail address. The address is only inside the orders' sealed messages, so each of them is opened; a
 * message is kept as long as the visitor's data.
 */
@Component
class CustomerOrders {

    /** Orders per statement, few enough for the statement's time-out. */
    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final CustomerSeal seal;
    private final CustomerIds ids;
    private final JsonMapper json;

    CustomerOrders(JdbcClient jdbc, CustomerSeal seal, CustomerIds ids, JsonMapper json) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.ids = ids;
        this.json = json;
    }

    /**
     * What belongs to an e-mail address.
     *
     * @param customerId by which the shop remembers customers
     * @param orders     with the address, and others of the same visitors
     * @param visitors   their ids and the references of their contexts
     * @param unreadable orders whose message no key of CUSTOMER_DATA_KEYS opens; they may be this customer's too
     * @param unpublished orders that are held, or wait for a bank; only Stripe knows whose they are
     */
    record Found(String customerId, Set<UUID> orders, Set<String> visitors, int unreadable, int unpublished) {}

    private record Row(
            UUID id, @Nullable String visitor, @Nullable String reference, byte[] message) {}

    /** @param email in any case, with or without spaces around */
    Found find(String email) {
        String customer = Objects.requireNonNull(ids.of(email));
        Set<UUID> orders = new HashSet<>();
        Set<String> visitors = new HashSet<>();
        int unreadable = 0;
        UUID after = new UUID(0, 0);
        List<Row> rows;
        do {
            rows = rows(after);
            for (Row row : rows) {
                after = row.id;
                try {
                    if (customer.equals(id(customer(row.message)))) {
                        orders.add(row.id);
                        add(row.visitor, visitors);
                        add(row.reference, visitors);
                    }
                } catch (IllegalArgumentException e) {
                    unreadable++;
                }
            }
        } while (rows.size() == AT_ONCE);
        if (!visitors.isEmpty()) {
            orders.addAll(ofVisitors(visitors));
        }
        return new Found(customer, orders, visitors, unreadable, unpublished(orders));
    }

    private int unpublished(Set<UUID> without) {
        return (int) jdbc
                .sql(
                        "select id from orders where message is null and marketing_consent and state in ('HELD', 'AWAITING')")
                .query(UUID.class)
                .stream()
                .filter(id -> !without.contains(id))
                .count();
    }

    private static void add(@Nullable String id, Set<String> to) {
        if (id != null) {
            to.add(id);
        }
    }

    private List<Row> rows(UUID after) {
        return jdbc.sql("""
                        select id, visitor_id, visitor_reference, message from orders
                        where id > :after and message is not null order by id limit :most""")
                .param("after", after)
                .param("most", AT_ONCE)
                .query((row, index) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("visitor_id"),
                        row.getString("visitor_reference"),
                        row.getBytes("message")))
                .list();
    }

    private List<UUID> ofVisitors(Set<String> visitors) {
        List<String> each = new ArrayList<>(visitors);
        // Without consent an order has neither.
        return jdbc.sql("select id from orders where marketing_consent"
                        + " and (visitor_id in (:visitors) or visitor_reference in (:visitors))")
                .param("visitors", each)
                .query(UUID.class)
                .list();
    }

    /** The id of a customer; null when there is no e-mail address. */
    @Nullable
    String id(JsonNode customer) {
        return ids.of(customer.path("email").asString(null));
    }

    /**
     * The customer inside the message of an order; missing where consent was missing.
     *
     * @throws IllegalArgumentException when no key of ours opens the seal
     */
    JsonNode customer(byte[] message) {
        JsonNode sealed = json.readTree(message).path("customer");
        return sealed.isString() ? json.readTree(seal.open(sealed.stringValue())) : json.missingNode();
    }
}
