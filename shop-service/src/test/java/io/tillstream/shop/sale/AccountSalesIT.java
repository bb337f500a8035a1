package io.tillstream.shop.sale;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.StripeWebhooks;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which sales on the account become orders, and what of them is published. */
class AccountSalesIT extends RunningAccount {

    private static final Consumer<ObjectNode> PLAIN = session -> {};

    @Test
    void a_sale_of_a_payment_link_is_published_once_under_the_id_of_its_session() throws Exception {
        String session = STRIPE.others.sale(2400, each -> each.put("payment_link", "plink_moon"));

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
        String session = STRIPE.others.sale(
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
        String deposit = STRIPE.others.sale(500, order);
        String balance = STRIPE.others.sale(1500, order);

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
        String first = STRIPE.others.sale(500, customer);
        String second = STRIPE.others.sale(600, customer);

        completed(first);
        completed(second);

        assertThat(message("customer-77").path("eventId").asString()).isEqualTo("customer-77");
        assertThat(message(second).path("eventId").asString()).isEqualTo(second);
        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(orderState(second)).isEqualTo("PAID");
    }

    @Test
    void nobody_can_take_the_id_of_another_sale() throws Exception {
        String session = STRIPE.others.sale(600, PLAIN);
        String forged = STRIPE.others.sale(500, each -> each.put("client_reference_id", session));

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
        String first = STRIPE.others.sale(500, offer);
        String second = STRIPE.others.sale(500, offer);

        completed(first);
        completed(second);

        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(orderState(second)).isEqualTo("PAID");
    }

    @Test
    void a_bank_debit_that_began_before_the_start_and_came_in_after_it_is_a_sale_of_that_moment() throws Exception {
        String session = STRIPE.others.sale(700, PLAIN);
        STRIPE.change(
                session,
                each -> ((ObjectNode) each.at("/payment_intent/latest_charge"))
                        .put("created", Instant.parse("2025-12-31T12:00:00Z").getEpochSecond()));
        assertThat(completed(session).body()).contains("No order of ours");

        STRIPE.confirmed(session);
        String body = STRIPE.webhook("checkout.session.async_payment_succeeded", session);
        webhook(body, StripeWebhooks.sign(body, System.currentTimeMillis() / 1000));

        assertThat(orderState(session)).isEqualTo("PAID");
        assertThat(Instant.parse(message(session).path("paidAt").asString()))
                .isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void a_name_with_an_address_does_not_leave() throws Exception {
        String session = STRIPE.others.sale(700, PLAIN);
        STRIPE.others.nameLine(session, "Ticket of jo@example.com");

        completed(session);

        assertThat(message(session).at("/items/0/name").asString()).isEqualTo("moon");
    }

    @Test
    void nothing_is_made_of_a_sale_that_cost_nothing() throws Exception {
        String session = STRIPE.others.sale(700, PLAIN);
        STRIPE.payNothing(session);

        assertThat(completed(session).body()).contains("No order of ours");
    }

    @Test
    void a_sale_whose_lines_do_not_add_up_is_held() throws Exception {
        String session = STRIPE.others.sale(700, PLAIN);
        STRIPE.change(session, each -> each.put("amount_subtotal", 900).put("amount_total", 900));

        completed(session);

        assertThat(orderState(session)).isEqualTo("HELD");
    }

    @Test
    void a_session_of_another_tillstream_shop_is_not_ours() throws Exception {
        String session = STRIPE.others.sale(
                700,
                each -> ((ObjectNode) each.path("metadata"))
                        .put("shop_id", "7d444840-9dc0-11d1-b245-5ffdce74fad2")
                        .put("order_id", "7d444841-9dc0-11d1-b245-5ffdce74fad2")
                        .put("event_id", "7d444842-9dc0-11d1-b245-5ffdce74fad2"));

        assertThat(completed(session).body()).contains("No order of ours");
    }

    @Test
    void a_refund_belongs_to_its_sale() throws Exception {
        String session = STRIPE.others.sale(900, PLAIN);
        completed(session);
        STRIPE.refund(session, 400);

        String body = STRIPE.webhook("charge.refunded", session);
        webhook(body, StripeWebhooks.sign(body, System.currentTimeMillis() / 1000));

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
}
