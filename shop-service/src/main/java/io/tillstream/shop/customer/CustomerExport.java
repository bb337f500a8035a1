package io.tillstream.shop.customer;

import io.tillstream.shop.seal.CustomerSeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.ColumnMapRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows what is kept of a customer. */
@Component
class CustomerExport {

    private final CustomerOrders customerOrders;
    private final CustomerSeal seal;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    CustomerExport(CustomerOrders customerOrders, CustomerSeal seal, JdbcClient jdbc, JsonMapper json) {
        this.customerOrders = customerOrders;
        this.seal = seal;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** As JSON: the orders with customer and visitor, what Meta got of them, contexts, the answers to the consent question, and the entry of a known customer. */
    JsonNode export(String email) {
        CustomerOrders.Found found = customerOrders.find(email);
        ObjectNode all = json.createObjectNode();
        all.set("orders", json.valueToTree(orders(found)));
        all.set("meta", json.valueToTree(outcomes(found.orders())));
        all.set("contexts", json.valueToTree(contexts(found.visitors())));
        all.set("consent", json.valueToTree(answers(found.visitors())));
        all.set("known_customer", json.valueToTree(known(found.customerId())));
        all.put("unreadable_orders", found.unreadable());
        return all;
    }

    private List<ObjectNode> orders(CustomerOrders.Found found) {
        return found.orders().isEmpty()
                ? List.of()
                : jdbc.sql("select * from orders where id in (:ids) order by placed_at")
                        .param("ids", found.orders())
                        .query((row, index) -> order(row, found.customerId()))
                        .list();
    }

    private ObjectNode order(ResultSet row, String customerId) throws SQLException {
        ObjectNode order = json.createObjectNode();
        for (String column : List.of(
                "id",
                "reference",
                "event_id",
                "state",
                "placed_at",
                "paid_at",
                "currency",
                "gross_minor",
                "marketing_consent",
                "visitor_id",
                "visitor_reference",
                "ip",
                "user_agent",
                "fbp",
                "fbc",
                "referrer_url",
                "source_url")) {
            if (row.getString(column) != null) {
                order.put(column, row.getString(column));
            }
        }
        byte[] message = row.getBytes("message");
        if (message != null) {
            JsonNode customer = customerOrders.customer(message);
            // Others may have bought in the same browser.
            if (customerId.equals(customerOrders.id(customer))) {
                order.set("customer", customer);
            }
        }
        return order;
    }

    private List<Map<String, Object>> outcomes(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select event_id, dataset, status, reason, at from outcome
                        where event_id in (select event_id from orders where id in (:ids)) order by at""")
                        .param("ids", ids)
                        .query(new ColumnMapRowMapper())
                        .list();
    }

    private List<ObjectNode> contexts(Collection<String> references) {
        return references.isEmpty()
                ? List.of()
                : jdbc.sql("select * from visitor_context where reference in (:references) order by created_at")
                        .param("references", references)
                        .query((row, index) -> {
                            ObjectNode context = json.createObjectNode()
                                    .put("reference", row.getString("reference"))
                                    .put("choice", row.getString("choice"))
                                    .put("updated_at", row.getString("updated_at"));
                            String sealed = row.getString("sealed");
                            return sealed == null ? context : context.set("content", json.readTree(seal.open(sealed)));
                        })
                        .list();
    }

    private List<Map<String, Object>> answers(Collection<String> visitors) {
        return visitors.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select visitor, answered_at, granted, source, consent_wording.wording from consent_answer
                        left join consent_wording on consent_wording.id = consent_answer.wording
                        where visitor in (:visitors) order by answered_at""")
                        .param("visitors", visitors)
                        .query(new ColumnMapRowMapper())
                        .list();
    }

    private List<Map<String, Object>> known(String customerId) {
        return jdbc.sql("select livemode, first_order, last_order_at from known_customer where id = ?")
                .param(customerId)
                .query(new ColumnMapRowMapper())
                .list();
    }
}
