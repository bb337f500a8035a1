package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.refund.SecondPayments;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ChangedCartIT extends RunningShop {

    @Autowired
    private Orders orders;

    @Autowired
    private SecondPayments secondPayments;

    @Test
    void a_changed_cart_is_another_order_and_the_first_can_no_longer_be_paid() throws Exception {
        String first = checkout("brass-pen");
        String second = checkout("notebook");

        assertThat(second).isNotEqualTo(first);
        assertThat(orderState(first)).isEqualTo("EXPIRED");
        assertThat(orderState(second)).isEqualTo("PENDING");
    }

    @Test
    void a_shopper_who_paid_in_one_tab_and_changed_the_cart_in_another_sees_the_paid_order_first() throws Exception {
        String first = checkout("brass-pen");
        post("/cart/items/brass-pen", Map.of("quantity", "2"));
        STRIPE.pay(first);

        String page =
                post("/checkout", Map.of()).headers().firstValue("Location").orElseThrow();

        assertThat(page).matches("/thanks/[0-9A-F]{8}");
        assertThat(get(page).body()).contains("is paid.");
        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(Jsoup.parse(get("/cart").body()).select("tbody input").attr("value"))
                .as("what was added")
                .isEqualTo("1");
    }

    @Test
    void a_cart_that_was_changed_during_payment_and_paid_again_is_known_as_paid_twice() throws Exception {
        String first = checkout("brass-pen");
        // Stripe does not end a session that is being paid.
        STRIPE.change(first, session -> session.put("status", "processing"));
        String second = checkout("notebook");
        STRIPE.pay(first);
        STRIPE.pay(second);
        completed(first);
        completed(second);

        assertThat(orderState(first)).isEqualTo("PAID");
        assertThat(secondPayments.ofTheSameCart(id(second))).hasValue(id(first));
        assertThat(secondPayments.ofTheSameCart(id(first))).hasValue(id(second));
    }

    @Test
    void a_product_added_in_another_tab_stays_in_the_cart_when_the_rest_is_paid() throws Exception {
        String session = checkout("brass-pen");
        post("/cart/items", Map.of("sku", "notebook"));
        STRIPE.pay(session);

        thanks(session);
        thanks(session);

        assertThat(Jsoup.parse(get("/cart").body()).select("tbody th").text()).isEqualTo("Dotted notebook");
    }

    @Test
    void a_paid_cart_is_emptied_even_if_the_thanks_page_was_lost() throws Exception {
        String session = checkout("brass-pen");
        STRIPE.pay(session);
        completed(session);
        // The thanks page ran, but its answer with the cookie was lost.
        jdbc.sql("update orders set left_cart_at = now() where stripe_session_id = ?")
                .param(session)
                .update();

        String page =
                post("/checkout", Map.of()).headers().firstValue("Location").orElseThrow();
        get(page);

        assertThat(Jsoup.parse(get("/cart").body()).text()).contains("Your cart is empty");
    }

    @Test
    void a_price_that_has_changed_since_makes_a_new_order() throws Exception {
        String first = checkout("tea-towel");
        jdbc.sql("update product set price_minor = 1500 where sku = 'tea-towel'")
                .update();
        try {
            String second = checkout();
            assertThat(second).isNotEqualTo(first);
            assertThat(orderState(first)).isEqualTo("EXPIRED");
            STRIPE.pay(second);
            assertThat(Jsoup.parse(thanks(second).body()).select("tfoot td").text())
                    .contains("15.00");
        } finally {
            jdbc.sql("update product set price_minor = 1450 where sku = 'tea-towel'")
                    .update();
        }
    }

    @Test
    void going_back_and_paying_again_leads_to_the_order_that_is_paid() throws Exception {
        String session = checkout("moka-pot");
        STRIPE.pay(session);

        assertThat(post("/checkout", Map.of()).headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).matches("/thanks/[0-9A-F]{8}"));
        thanks(session);
        assertThat(Jsoup.parse(get("/cart").body()).select("tbody tr")).isEmpty();
    }

    @Test
    void after_an_expired_session_the_same_cart_can_be_checked_out_again() throws Exception {
        String first = checkout("moka-pot");
        STRIPE.expire(first);
        assertThat(Jsoup.parse(thanks(first).body()).select("h1").text()).isEqualTo("This order was never paid");

        String second = checkout();

        assertThat(second).isNotEqualTo(first);
        assertThat(Jsoup.parse(get("/cart").body()).select("tbody tr")).hasSize(1);
    }

    private UUID id(String session) {
        return orders.findBySession(session).orElseThrow().id();
    }
}
