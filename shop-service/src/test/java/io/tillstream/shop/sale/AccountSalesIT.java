package io.tillstream.shop.sale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.StripeStub;
import io.tillstream.shop.Topic;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A shop without a storefront that reports every sale on the Stripe account. */
@TestPropertySource(
        properties = {
            "SALES=account",
            "SALES_SINCE=2026-01-01",
            "STOREFRONT=off",
            "CONSENT_MODE=opt-out",
            "shop.sales.sites[0].name=prints",
            "shop.sales.sites[0].url=https://prints.example.com/thanks",
            "shop.sales.sites[0].payment-links=plink_moon",
            "shop.sales.sites[1].name=closed",
            "shop.sales.sites[1].consent=denied"
        })
class AccountSalesIT extends RunningShop {

    private static final Consumer<ObjectNode> PLAIN = session -> {};

    @Test
    void a_sale_of_a_payment_link_is_published_once_under_the_id_of_its_session() throws Exception {
        String session = STRIPE.sale(2400, each -> each.put("payment_link", "plink_moon"));

        assertThat(completed(session).body()).contains("is PAID");
        assertThat(completed(session).body()).contains("is PAID");

        JsonNode message = message(session);
        assertThat(message.path("orderId").asString()).isEqualTo(session);
        assertThat(message.path("eventId").asString()).isEqualTo(session);
        assertThat(message.path("total").asString()).isEqualTo("24.00");
        assertThat(message.path("currency").asString()).isEqualTo("SGD");
        assertThat(message.path("consent").asString()).isEqualTo("granted");
        assertThat(message.path("site").asString()).isEqualTo("prints");
        assertThat(message.path("sourceUrl").asString()).isEqualTo("https://prints.example.com/thanks");
        assertThat(message.path("actionSource").asString()).isEqualTo("website");
        assertThat(message.at("/items/0/sku").asString()).isEqualTo("moon");
        assertThat(message.at("/stripe/checkoutSession").asString()).isEqualTo(session);
    }

    @Test
    void the_seller_s_own_ids_are_used() throws Exception {
        String session = STRIPE.sale(
                1000,
                each -> ((ObjectNode) each.path("metadata"))
                        .put("order_id", "A-1017")
                        .put("event_id", "purchase-1017"));

        completed(session);

        JsonNode message = message("A-1017");
        assertThat(message.path("orderId").asString()).isEqualTo("A-1017");
        assertThat(message.path("eventId").asString()).isEqualTo("purchase-1017");
    }

    @Test
    void deposit_and_balance_of_one_order_are_one_purchase() throws Exception {
        Consumer<ObjectNode> order = each -> ((ObjectNode) each.path("metadata")).put("order_id", "A-1018");
        String deposit = STRIPE.sale(500, order);
        String balance = STRIPE.sale(1500, order);

        completed(deposit);
        completed(balance);

        assertThat(messages("A-1018")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from second_payment where session_id = ?")
                        .param(balance)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void two_sales_with_one_client_reference_are_two_purchases() throws Exception {
        Consumer<ObjectNode> customer = each -> each.put("client_reference_id", "customer-77");
        String first = STRIPE.sale(500, customer);
        String second = STRIPE.sale(600, customer);

        completed(first);
        completed(second);

        assertThat(message("customer-77").path("eventId").asString()).isEqualTo("customer-77");
        assertThat(message(second).path("eventId").asString()).isEqualTo(second);
        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(orderState(second)).isEqualTo("PAID");
    }

    @Test
    void nobody_can_take_the_id_of_another_sale() throws Exception {
        String session = STRIPE.sale(600, PLAIN);
        String forged = STRIPE.sale(500, each -> each.put("client_reference_id", session));

        completed(forged);
        completed(session);

        assertThat(message(session).path("total").asString()).isEqualTo("6.00");
        assertThat(orderState(session)).isEqualTo("PAID");
        assertThat(orderState(forged)).isEqualTo("PAID");
    }

    @Test
    void an_order_id_in_the_metadata_of_a_payment_link_names_no_order() throws Exception {
        Consumer<ObjectNode> offer = each -> {
            each.put("payment_link", "plink_spring");
            ((ObjectNode) each.path("metadata")).put("order_id", "spring-offer");
        };
        String first = STRIPE.sale(500, offer);
        String second = STRIPE.sale(500, offer);

        completed(first);
        completed(second);

        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(orderState(second)).isEqualTo("PAID");
    }

    @Test
    void a_sale_of_a_site_without_consent_names_nobody() throws Exception {
        String session = STRIPE.sale(700, each -> ((ObjectNode) each.path("metadata")).put("site", "closed"));

        completed(session);

        JsonNode message = message(session);
        assertThat(message.path("consent").asString()).isEqualTo("denied");
        assertThat(message.has("customer")).isFalse();
    }

    @Test
    void the_visitor_is_in_the_metadata() throws Exception {
        String session = STRIPE.sale(
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
        String session = STRIPE.sale(700, each -> each.put("client_reference_id", reference));

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
        String session = STRIPE.sale(700, each -> each.put("client_reference_id", reference));
        completed(session);

        context(reference, "denied");

        await().untilAsserted(() -> assertThat(Topic.read(
                        "shop.consent-withdrawn.v1", record -> value(record).contains("\"" + session + "\"")))
                .hasSize(1));
    }

    @Test
    void a_name_with_an_address_does_not_leave() throws Exception {
        String session = STRIPE.sale(700, PLAIN);
        STRIPE.nameLine(session, "Ticket of jo@example.com");

        completed(session);

        assertThat(message(session).at("/items/0/name").asString()).isEqualTo("moon");
    }

    @Test
    void nothing_is_made_of_a_sale_that_cost_nothing() throws Exception {
        String session = STRIPE.sale(700, PLAIN);
        STRIPE.payNothing(session);

        assertThat(completed(session).body()).contains("No order of ours");
    }

    @Test
    void a_sale_whose_lines_do_not_add_up_is_held() throws Exception {
        String session = STRIPE.sale(700, PLAIN);
        STRIPE.change(session, each -> each.put("amount_subtotal", 900).put("amount_total", 900));

        completed(session);

        assertThat(orderState(session)).isEqualTo("HELD");
    }

    @Test
    void a_session_of_another_tillstream_shop_is_not_ours() throws Exception {
        String session = STRIPE.sale(
                700,
                each -> ((ObjectNode) each.path("metadata"))
                        .put("shop_id", "7d444840-9dc0-11d1-b245-5ffdce74fad2")
                        .put("order_id", "7d444841-9dc0-11d1-b245-5ffdce74fad2")
                        .put("event_id", "7d444842-9dc0-11d1-b245-5ffdce74fad2"));

        assertThat(completed(session).body()).contains("No order of ours");
    }

    @Test
    void a_refund_belongs_to_its_sale() throws Exception {
        String session = STRIPE.sale(900, PLAIN);
        completed(session);
        STRIPE.refund(session, 400);

        String body = STRIPE.webhook("charge.refunded", session);
        webhook(body, StripeStub.sign(body, System.currentTimeMillis() / 1000));

        assertThat(jdbc.sql("select net_minor from order_money m join orders o on o.id = m.order_id"
                                + " where o.stripe_session_id = ?")
                        .param(session)
                        .query(Long.class)
                        .single())
                .isEqualTo(500);
    }

    @Test
    void there_is_no_storefront() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/cart").statusCode()).isEqualTo(404);
        assertThat(get("/owner").statusCode()).isEqualTo(404);
    }

    private void context(String reference, String consent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/contexts"))
                .header("Origin", "https://www.site.test")
                .header("X-Forwarded-For", ip)
                .header("User-Agent", "Mozilla/5.0 (X11)")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"reference": "%s", "token": "%s", "consent": "%s", "url": "https://www.prints.example.com/"}""".formatted(reference, "t".repeat(43), consent)))
                .build();
        assertThat(browser.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }

    private static JsonNode message(String session) {
        await().untilAsserted(() -> assertThat(messages(session)).hasSize(1));
        return JsonMapper.shared().readTree(messages(session).getFirst());
    }

    private static List<String> messages(String text) {
        return Topic.read("shop.order-completed.v1", record -> value(record).contains("\"orderId\":\"" + text + "\""))
                .stream()
                .map(AccountSalesIT::value)
                .toList();
    }

    private static String value(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
