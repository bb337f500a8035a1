package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LeavingToPayIT extends RunningShop {

    @Autowired
    private OrderSessions sessions;

    @Test
    void prices_come_from_the_catalogue_whatever_the_browser_says() throws Exception {
        post("/cart/items", Map.of("sku", "enamel-mug", "price", "1", "unit_amount", "1"));

        assertThat(Jsoup.parse(get("/cart").body()).select("tfoot td").text()).contains("11.00");
    }

    @Test
    void a_shopper_leaves_for_stripe_and_comes_back_to_a_receipt() throws Exception {
        String session = checkout("enamel-mug", "enamel-mug", "moka-pot");
        STRIPE.pay(session, 2 * 1100 + 3850, "shopper@example.com");

        Document thanks = Jsoup.parse(thanks(session).body());

        assertThat(thanks.select("h1").text()).endsWith("is paid.");
        assertThat(thanks.select("tfoot td").text()).contains("60.50");
        assertThat(thanks.select(".count").text()).isEqualTo("0");
        assertThat(Jsoup.parse(get("/cart").body()).text()).contains("Your cart is empty");
    }

    @Test
    void while_stripe_is_down_the_shopper_is_told_so_and_keeps_the_cart() throws Exception {
        post("/cart/items", Map.of("sku", "enamel-mug"));
        STRIPE.down = true;
        try {
            HttpResponse<String> response = post("/checkout", Map.of());
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("Nothing was charged");
        } finally {
            STRIPE.down = false;
        }
        assertThat(Jsoup.parse(get("/cart").body()).select("tbody tr")).hasSize(1);
    }

    @Test
    void a_cart_for_which_stripe_failed_once_can_be_paid_when_stripe_is_back() throws Exception {
        post("/cart/items", Map.of("sku", "enamel-mug"));
        STRIPE.down = true;
        try {
            assertThat(post("/checkout", Map.of()).statusCode()).isEqualTo(503);
        } finally {
            STRIPE.down = false;
        }

        assertThat(post("/checkout", Map.of()).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).contains("cs_test_"));
    }

    @Test
    void a_shopper_who_changes_the_language_after_a_lost_session_can_pay() throws Exception {
        String session = checkout("enamel-mug");
        jdbc.sql("update orders set stripe_session_id = null where stripe_session_id = ?")
                .param(session)
                .update();

        get("/?lang=ja");
        try {
            HttpResponse<String> again = post("/checkout", Map.of());

            assertThat(again.headers().firstValue("Location"))
                    .hasValueSatisfying(
                            address -> assertThat(address).contains("cs_test_").doesNotContain(session));
        } finally {
            get("/?lang=en");
        }
    }

    @Test
    void a_click_while_stripe_still_answers_another_leads_to_the_same_session() throws Exception {
        post("/cart/items", Map.of("sku", "enamel-mug"));
        STRIPE.keysInUse.set(3);

        assertThat(post("/checkout", Map.of()).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).contains("cs_test_"));
    }

    @Test
    void of_two_sessions_that_two_tabs_open_at_once_one_can_be_paid() throws Exception {
        String first = checkout("enamel-mug");
        UUID order = jdbc.sql("select id from orders where stripe_session_id = ?")
                .param(first)
                .query(UUID.class)
                .single();

        assertThat(sessions.opened(order, null, "cs_test_late")).isFalse();
        assertThat(sessions.opened(order, null, first)).isTrue();
        assertThat(sessions.opened(order, first, "cs_test_next")).isTrue();
        assertThat(sessions.opened(order, "cs_test_next", first)).isTrue();
        int attempt = sessions.attempt(order);
        assertThat(sessions.nextAttempt(order, attempt)).isEqualTo(attempt + 1);
        assertThat(sessions.nextAttempt(order, attempt))
                .as("a second click that saw the same failure")
                .isEqualTo(attempt + 1);
    }

    @Test
    void a_double_click_in_two_tabs_makes_one_order() throws Exception {
        post("/cart/items", Map.of("sku", "brass-pen"));
        List<Callable<String>> clicks = Collections.nCopies(
                6,
                () -> post("/checkout", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElse("none"));
        Set<String> ways = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> way : threads.invokeAll(clicks)) {
                ways.add(way.get());
            }
        }

        assertThat(ways).hasSize(1).allMatch(way -> way.startsWith(STRIPE.url()));
        String session = ways.iterator().next().replaceFirst(".*/", "");
        assertThat(jdbc.sql("select count(*) from orders where stripe_session_id = ?")
                        .param(session)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(Jsoup.parse(get("/orders").body()).select("tbody tr")).hasSize(1);
    }

    @Test
    void while_stripe_is_down_a_checkout_asks_it_once_whatever_orders_are_open() throws Exception {
        List<String> open = List.of(checkout("brass-pen"), checkout("notebook"), checkout("moka-pot"));
        jdbc.sql("update orders set state = 'PENDING' where stripe_session_id in (:open)")
                .param("open", open)
                .update();
        post("/cart/items", Map.of("sku", "desk-lamp"));
        STRIPE.down = true;
        int before = STRIPE.calls.get();
        try {
            assertThat(post("/checkout", Map.of()).statusCode()).isEqualTo(503);
        } finally {
            STRIPE.down = false;
        }
        // stripe-java retries once by itself.
        assertThat(STRIPE.calls.get() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void too_large_a_quantity_and_two_currencies_are_reported_in_the_cart_and_not_at_stripe() throws Exception {
        jdbc.sql("update product set stock = 2 where sku = 'plant-pot'").update();
        jdbc.sql("update product set currency = 'EUR' where sku = 'canvas-tote'")
                .update();
        try {
            post("/cart/items", Map.of("sku", "plant-pot", "quantity", "3"));
            assertThat(get("/cart").body()).contains("Only 2 of");
            assertThat(post("/checkout", Map.of()).headers().firstValue("Location"))
                    .hasValue("/cart");
            post("/cart/items/plant-pot", Map.of("quantity", "1"));
            post("/cart/items", Map.of("sku", "canvas-tote"));
            assertThat(get("/cart").body()).contains("in different currencies");
            assertThat(post("/checkout", Map.of()).headers().firstValue("Location"))
                    .hasValue("/cart");
        } finally {
            jdbc.sql("update product set stock = null where sku = 'plant-pot'").update();
            jdbc.sql("update product set currency = 'SGD' where sku = 'canvas-tote'")
                    .update();
        }
    }

    @Test
    void a_browser_that_blocks_cookies_is_told_why_the_cart_stays_empty() throws Exception {
        try (HttpClient without = HttpClient.newHttpClient()) {
            assertThat(without.send(
                                    HttpRequest.newBuilder(address("/cart?added"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("blocks cookies");
        }
    }

    @Test
    void an_empty_cart_cannot_be_checked_out() throws Exception {
        assertThat(post("/checkout", Map.of()).headers().firstValue("Location")).hasValue("/cart");
    }
}
