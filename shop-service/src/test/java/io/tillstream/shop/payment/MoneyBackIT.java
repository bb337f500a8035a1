package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.StripeWebhooks;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoneyBackIT extends RunningShop {

    private String session;

    @BeforeEach
    void paid() throws Exception {
        session = checkout("oak-board");
        STRIPE.pay(session);
        tell("checkout.session.completed");
    }

    @Test
    void two_partial_refunds_leave_the_rest_of_the_order() throws Exception {
        STRIPE.refund(session, 1000);
        tell("charge.refunded");
        assertThat(money()).containsEntry("gross_minor", 4200L).containsEntry("net_minor", 3200L);

        STRIPE.refund(session, 3200);
        tell("charge.refunded");
        tell("charge.refunded");
        assertThat(money()).containsEntry("net_minor", 0L);
        assertThat(orderState(session)).isEqualTo("PAID");
        assertThat(Jsoup.parse(get("/orders/" + orderId()).body())
                        .select(".badge")
                        .text())
                .isEqualTo("paid back");
    }

    @Test
    void a_dispute_counts_only_once_it_is_lost() throws Exception {
        String dispute = STRIPE.dispute(session, 4200);
        tell("charge.dispute.created");
        assertThat(money()).containsEntry("net_minor", 4200L);

        STRIPE.close(dispute, "lost");
        tell("charge.dispute.closed");
        assertThat(money()).containsEntry("lost_minor", 4200L).containsEntry("net_minor", 0L);

        STRIPE.close(dispute, "won");
        tell("charge.dispute.created");
        assertThat(money()).containsEntry("net_minor", 4200L);
    }

    @Test
    void discount_shipping_and_tax_are_stored_separately_and_add_up() throws Exception {
        String other = checkout("moka-pot");
        STRIPE.pay(other);
        STRIPE.change(other, at -> {
            at.put("amount_total", 8050 - 805 + 500 + 700);
            at.putObject("total_details")
                    .put("amount_discount", 805)
                    .put("amount_shipping", 500)
                    .put("amount_tax", 700);
        });
        session = other;
        tell("checkout.session.completed");

        assertThat(orderState(other)).isEqualTo("PAID");
        assertThat(money())
                .containsEntry("gross_minor", 8445L)
                .containsEntry("discount_minor", 805L)
                .containsEntry("shipping_minor", 500L)
                .containsEntry("tax_minor", 700L);
    }

    @Test
    void a_second_payment_is_reported_and_its_refund_does_not_count_for_the_first() throws Exception {
        String again = STRIPE.payAgain(session);

        assertThat(completed(again).body()).contains("is PAID");
        assertThat(completed(again).statusCode()).isEqualTo(200);
        assertThat(jdbc.sql("select session_id from second_payment where order_id = ?")
                        .param(orderId())
                        .query(String.class)
                        .list())
                .containsExactly(again);

        STRIPE.refund(again, 4200);
        tellOf("charge.refunded", again);
        assertThat(money()).containsEntry("refunded_minor", 0L).containsEntry("net_minor", 4200L);
    }

    @Test
    void a_refund_in_the_currency_of_the_charge_is_not_counted_in_the_orders_currency() throws Exception {
        STRIPE.refund(session, 1634, "jpy");
        tell("charge.refunded");

        assertThat(money())
                .containsEntry("refunded_minor", 0L)
                .containsEntry("elsewhere_minor", 1634L)
                .containsEntry("elsewhere_currency", "JPY");
        assertThat(get("/orders/" + orderId()).body()).contains("1,634").doesNotContain("16.34");
    }

    @Test
    void the_stock_is_reduced_once_even_if_the_webhook_comes_twice() throws Exception {
        jdbc.sql("update product set stock = 5 where sku = 'plant-pot'").update();
        try {
            post("/cart/items", Map.of("sku", "plant-pot", "quantity", "3"));
            session = checkout();
            STRIPE.pay(session);
            tell("checkout.session.completed");
            tell("checkout.session.completed");

            assertThat(jdbc.sql("select stock from product where sku = 'plant-pot'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        } finally {
            jdbc.sql("update product set stock = null where sku = 'plant-pot'").update();
        }
    }

    @Test
    void amounts_that_do_not_add_up_are_held() throws Exception {
        String other = checkout("moka-pot");
        STRIPE.pay(other);
        STRIPE.change(other, at -> at.put("amount_total", 1));
        session = other;
        tell("checkout.session.completed");

        assertThat(orderState(other)).isEqualTo("HELD");
    }

    private Map<String, Object> money() {
        return jdbc.sql("select * from order_money where order_id = ?")
                .param(orderId())
                .query()
                .singleRow();
    }

    private java.util.UUID orderId() {
        return jdbc.sql("select id from orders where stripe_session_id = ?")
                .param(session)
                .query(java.util.UUID.class)
                .single();
    }

    private void tell(String type) throws Exception {
        tellOf(type, session);
    }

    private void tellOf(String type, String sessionId) throws Exception {
        String body = STRIPE.webhook(type, sessionId);
        assertThat(webhook(body, StripeWebhooks.sign(body, System.currentTimeMillis() / 1000))
                        .statusCode())
                .isEqualTo(200);
    }
}
