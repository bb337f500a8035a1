package io.tillstream.shop.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.Topic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who the visitor of a sale was, and what the visitor agreed to. */
class SaleVisitorsIT extends RunningAccount {

    @Test
    void a_sale_of_a_site_without_consent_names_nobody() throws Exception {
        String session = STRIPE.others.sale(700, each -> ((ObjectNode) each.path("metadata")).put("site", "closed"));

        completed(session);

        JsonNode message = message(session);
        assertThat(message.path("consent").asString()).isEqualTo("denied");
        assertThat(message.has("customer")).isFalse();
    }

    @Test
    void the_visitor_is_in_the_metadata() throws Exception {
        String session = STRIPE.others.sale(
                700,
                each -> ((ObjectNode) each.path("metadata"))
                        .put("tillstream_consent", "granted")
                        .put("tillstream_fbp", "fb.1.1764000000000.1234567890")
                        .put("tillstream_ip", "8.8.4.4")
                        .put("tillstream_ua", "Mozilla/5.0 (X11)")
                        .put("tillstream_url", "https://www.prints.example.com/moon?email=jo@example.com"));

        completed(session);

        assertThat(message(session).path("sourceUrl").asString()).isEqualTo("https://www.prints.example.com/moon");
        assertThat(jdbc.sql("select fbp || ' ' || ip || ' ' || user_agent from orders where stripe_session_id = ?")
                        .param(session)
                        .query(String.class)
                        .single())
                .isEqualTo("fb.1.1764000000000.1234567890 8.8.4.4 Mozilla/5.0 (X11)");
    }

    @Test
    void the_visitor_is_in_the_context_that_the_page_sent_before() throws Exception {
        String reference = "ts_AAAAAAAAAAAAAAAAAAAAAA";
        context(reference, "granted");
        String session = STRIPE.others.sale(700, each -> each.put("client_reference_id", reference));

        completed(session);

        assertThat(message(session).path("eventId").asString()).isEqualTo(session);
        assertThat(jdbc.sql(
                                "select visitor_id || ' ' || ip || ' ' || user_agent from orders where stripe_session_id = ?")
                        .param(session)
                        .query(String.class)
                        .single())
                .isEqualTo(reference + " " + ip + " Mozilla/5.0 (X11)");
    }

    @Test
    void who_refuses_after_the_purchase_is_withdrawn() throws Exception {
        String reference = "ts_BBBBBBBBBBBBBBBBBBBBBB";
        context(reference, "granted");
        String session = STRIPE.others.sale(700, each -> each.put("client_reference_id", reference));
        completed(session);

        context(reference, "denied");

        await().untilAsserted(() -> assertThat(Topic.read(
                        "shop.consent-withdrawn.v1", record -> value(record).contains("\"" + session + "\"")))
                .hasSize(1));
    }

    @Test
    void who_refuses_at_the_seller_s_server_after_the_purchase_is_withdrawn() throws Exception {
        String session = STRIPE.others.sale(700, each -> {
            each.put("client_reference_id", "customer-4711");
            ((ObjectNode) each.path("metadata"))
                    .put("tillstream_consent", "granted")
                    .put("order_id", "order-4712");
        });
        completed(session);
        assertThat(message("order-4712").path("consent").asString()).isEqualTo("granted");

        serverSays("customer-4711", "denied");

        await().untilAsserted(() -> assertThat(Topic.read(
                        "shop.consent-withdrawn.v1", record -> value(record).contains("\"order-4712\"")))
                .hasSize(1));
    }
}
