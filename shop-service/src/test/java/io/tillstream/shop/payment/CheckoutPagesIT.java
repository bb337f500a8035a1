package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.order.SecondPayments;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

class CheckoutPagesIT extends RunningShop {

    @Autowired
    private Orders orders;

    @Autowired
    private SecondPayments secondPayments;

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
        assertThat(Jsoup.parse(get("/cart").body()).text()).contains("It is empty");
    }

    @Test
    void the_purchase_is_shown_to_the_pixel_once_and_only_after_a_yes() throws Exception {
        String without = checkout("enamel-mug");
        STRIPE.pay(without, 1100, "no@example.com");
        assertThat(purchase(without)).isNull();

        post("/consent", Map.of("granted", "true"));
        String with = checkout("enamel-mug");
        STRIPE.pay(with, 1100, "yes@example.com");
        assertThat(purchase(with)).isEqualTo(eventId(with));
        assertThat(purchase(with)).isNull();
    }

    @Test
    void no_page_loads_the_pixel_before_a_yes_or_after_a_no() throws Exception {
        assertThat(get("/").body()).doesNotContain("data-pixel-id").contains("May we tell Meta");
        post("/consent", Map.of("granted", "true"));
        assertThat(get("/").body()).contains("data-pixel-id").doesNotContain("May we tell Meta");
        post("/consent", Map.of("granted", "false"));
        assertThat(get("/").body()).doesNotContain("data-pixel-id").doesNotContain("May we tell Meta");
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
    void who_changes_the_language_after_a_session_that_never_reached_them_can_pay() throws Exception {
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
    void a_click_while_another_is_answered_leads_to_the_same_session() throws Exception {
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

        assertThat(orders.sessionOpened(order, null, "cs_test_late")).isFalse();
        assertThat(orders.sessionOpened(order, null, first)).isTrue();
        assertThat(orders.sessionOpened(order, first, "cs_test_next")).isTrue();
        assertThat(orders.sessionOpened(order, "cs_test_next", first)).isTrue();
        int attempt = orders.sessionAttempt(order);
        assertThat(orders.nextSessionAttempt(order, attempt)).isEqualTo(attempt + 1);
        assertThat(orders.nextSessionAttempt(order, attempt))
                .as("a second click that saw the same failure")
                .isEqualTo(attempt + 1);
    }

    @Test
    void a_guessed_address_shows_no_order() throws Exception {
        assertThat(get("/thanks?session_id=cs_test_guess").statusCode()).isEqualTo(404);
        assertThat(get("/thanks").statusCode()).isEqualTo(404);
        for (String junk : List.of("%00", "cs_test_%00", "%27", "cs_" + "a".repeat(3000))) {
            assertThat(get("/thanks?session_id=" + junk).statusCode()).isEqualTo(404);
            assertThat(get("/thanks/state?session_id=" + junk).statusCode()).isEqualTo(200);
        }
        assertThat(get("/products/nothing-like-it").statusCode()).isEqualTo(404);
    }

    @Test
    void consent_leads_back_to_this_shop_only() throws Exception {
        assertThat(post("/consent", Map.of("granted", "true", "page", "//evil.example"))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/");
        assertThat(post("/consent", Map.of("granted", "true", "page", "/cart?x=1"))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/cart?x=1");
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
    void a_cart_that_has_changed_is_another_order_and_the_first_can_no_longer_be_paid() throws Exception {
        String first = checkout("brass-pen");
        String second = checkout("notebook");

        assertThat(second).isNotEqualTo(first);
        assertThat(orderState(first)).isEqualTo("EXPIRED");
        assertThat(orderState(second)).isEqualTo("PENDING");
    }

    @Test
    void who_paid_in_one_tab_and_changed_the_cart_in_another_sees_what_is_paid_before_paying_again() throws Exception {
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
    void a_cart_that_was_changed_while_its_first_order_was_being_paid_is_known_to_be_paid_twice() throws Exception {
        String first = checkout("brass-pen");
        // Stripe ends no session that is being paid.
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

    private UUID id(String session) {
        return orders.findBySession(session).orElseThrow().id();
    }

    @Test
    void what_was_added_in_another_tab_stays_in_the_cart_when_the_rest_is_paid() throws Exception {
        String session = checkout("brass-pen");
        post("/cart/items", Map.of("sku", "notebook"));
        STRIPE.pay(session);

        thanks(session);
        thanks(session);

        assertThat(Jsoup.parse(get("/cart").body()).select("tbody th").text()).isEqualTo("Dotted notebook");
    }

    @Test
    void a_cart_whose_answer_that_it_is_paid_was_lost_on_the_way_is_emptied_all_the_same() throws Exception {
        String session = checkout("brass-pen");
        STRIPE.pay(session);
        completed(session);
        // What the thanks page does, without its cookie.
        orders.leaveCart(id(session));

        String page =
                post("/checkout", Map.of()).headers().firstValue("Location").orElseThrow();
        get(page);

        assertThat(Jsoup.parse(get("/cart").body()).text()).contains("It is empty");
    }

    @Test
    void who_reloads_too_often_while_stripe_is_asked_about_a_session_is_not_told_that_there_is_no_order()
            throws Exception {
        checkout("brass-pen");
        for (int reload = 0; reload < 8; reload++) {
            get("/thanks?session_id=cs_test_unknown");
        }

        assertThat(get("/thanks?session_id=cs_test_unknown").body()).contains("data-waiting");
    }

    @Test
    void while_stripe_is_down_a_changed_cart_costs_one_question_whatever_was_left_open_before() throws Exception {
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
        // stripe-java tries once more by itself.
        assertThat(STRIPE.calls.get() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void the_address_of_the_page_that_the_pixel_tells_meta_names_no_session() throws Exception {
        post("/consent", Map.of("granted", "true"));
        String session = checkout("brass-pen");
        STRIPE.pay(session);

        HttpResponse<String> back = get("/thanks?session_id=" + session);

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location").orElseThrow()).matches("/thanks/[0-9A-F]{8}");
        assertThat(get("/thanks?session_id=cs_test_guess").body()).doesNotContain("data-pixel-id");
        assertThat(get("/thanks/00000000").body()).doesNotContain("data-pixel-id");
        assertThat(get("/thanks/00000000").statusCode()).isEqualTo(404);
    }

    @Test
    void a_thanks_page_first_opened_days_after_the_payment_tells_the_pixel_nothing() throws Exception {
        post("/consent", Map.of("granted", "true"));
        String session = checkout("brass-pen");
        STRIPE.pay(session);
        completed(session);
        jdbc.sql("update orders set paid_at = paid_at - interval '60 hours' where stripe_session_id = ?")
                .param(session)
                .update();

        assertThat(purchase(session)).isNull();
    }

    @Test
    void an_order_without_consent_is_not_told_to_the_pixel_by_a_later_yes() throws Exception {
        String session = checkout("brass-pen");
        STRIPE.pay(session);
        completed(session);
        post("/consent", Map.of("granted", "true"));

        assertThat(purchase(session)).isNull();
    }

    @Test
    void inclusive_prices_and_shipping_with_tax_on_top_are_a_payment_as_asked() throws Exception {
        String session = checkout("brass-pen");
        STRIPE.pay(session);
        STRIPE.change(session, each -> {
            each.put("amount_total", 3400 + 500 + 40);
            each.putObject("total_details")
                    .put("amount_discount", 0)
                    .put("amount_shipping", 500)
                    .put("amount_tax", 40 + 250);
        });
        completed(session);

        assertThat(orderState(session)).isEqualTo("PAID");
    }

    @Test
    void more_than_is_left_and_two_currencies_are_told_in_the_cart_and_not_at_stripe() throws Exception {
        jdbc.sql("update product set stock = 2 where sku = 'plant-pot'").update();
        jdbc.sql("update product set currency = 'EUR' where sku = 'canvas-tote'")
                .update();
        try {
            post("/cart/items", Map.of("sku", "plant-pot", "quantity", "3"));
            assertThat(get("/cart").body()).contains("only 2 are left");
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
    void who_keeps_no_cookies_reads_why_the_cart_stays_empty() throws Exception {
        try (HttpClient without = HttpClient.newHttpClient()) {
            assertThat(without.send(
                                    HttpRequest.newBuilder(address("/cart?added"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("keeps no cookies");
        }
    }

    @Test
    void a_price_that_has_changed_since_is_asked_for_anew() throws Exception {
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
    void a_session_that_has_expired_can_be_begun_anew_with_the_same_cart() throws Exception {
        String first = checkout("moka-pot");
        STRIPE.expire(first);
        assertThat(Jsoup.parse(thanks(first).body()).select("h1").text()).isEqualTo("This order was never paid");

        String second = checkout();

        assertThat(second).isNotEqualTo(first);
        assertThat(Jsoup.parse(get("/cart").body()).select("tbody tr")).hasSize(1);
    }

    @Test
    void a_bank_that_takes_its_time_is_waited_for_and_its_no_is_told() throws Exception {
        String session = checkout("moka-pot");
        STRIPE.payLater(session);
        assertThat(Jsoup.parse(thanks(session).body()).select("h1").text())
                .isEqualTo("Your order is placed; the payment is on its way");
        assertThat(get("/thanks/state?session_id=" + session).body()).contains("AWAITING");

        STRIPE.refused(session);

        assertThat(Jsoup.parse(thanks(session).body()).select("h1").text()).isEqualTo("The payment failed");
    }

    @Test
    void another_browser_is_shown_nothing_of_an_order() throws Exception {
        String session = checkout("desk-lamp");
        STRIPE.pay(session);
        String number = Jsoup.parse(get("/orders").body()).select("tbody a").attr("href");

        try (HttpClient other = HttpClient.newHttpClient()) {
            for (String path : List.of("/thanks?session_id=" + session, number, "/orders")) {
                HttpResponse<String> page = other.send(
                        HttpRequest.newBuilder(address(path))
                                .header("Cookie", "orders=" + number.replace("/orders/", "") + ".c2lnbmVk")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(page.body()).doesNotContain("Desk lamp").doesNotContain("89.00");
            }
        }
        assertThat(get("/thanks/state?session_id=" + session).body()).contains("PAID");
        assertThat(get(number).body()).contains("Desk lamp");
        assertThat(get("/orders/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(get("/orders/1").statusCode()).isBetween(400, 404);
    }

    @Test
    void while_stripe_does_not_answer_a_paid_order_is_shown_and_any_other_is_waited_for() throws Exception {
        String session = checkout("moka-pot");
        STRIPE.pay(session);
        STRIPE.down = true;
        try {
            HttpResponse<String> waiting = thanks(session);
            assertThat(waiting.statusCode()).isEqualTo(200);
            assertThat(waiting.body())
                    .contains("We are waiting for your payment", "data-waiting", "Moka pot")
                    .doesNotContain("harged");

            STRIPE.down = false;
            assertThat(thanks(session).body()).contains("is paid.");
            STRIPE.down = true;
            assertThat(thanks(session).body()).contains("is paid.");
        } finally {
            STRIPE.down = false;
        }
    }

    @Test
    void guessed_sessions_cost_no_question_at_stripe_and_reloads_few() throws Exception {
        String session = checkout("moka-pot");
        int before = STRIPE.calls.get();
        try (HttpClient other = HttpClient.newHttpClient()) {
            for (int guess = 0; guess < 70; guess++) {
                for (String path :
                        List.of("/thanks?session_id=cs_test_guess" + guess, "/thanks?session_id=" + session)) {
                    other.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.discarding());
                }
            }
        }
        assertThat(STRIPE.calls.get()).isEqualTo(before);

        for (int reload = 0; reload < 30; reload++) {
            thanks(session);
        }
        assertThat(STRIPE.calls.get() - before).isBetween(1, 15);
    }

    @Test
    void a_payment_whose_metadata_somebody_took_away_is_ours_by_its_session() throws Exception {
        String session = checkout("moka-pot");
        STRIPE.change(session, each -> {
            each.putObject("metadata");
            each.putNull("client_reference_id");
        });
        STRIPE.pay(session);

        completed(session);

        assertThat(orderState(session)).isEqualTo("PAID");
    }

    @Test
    void questions_are_few_at_once_and_then_one_in_two_seconds() {
        Allowance<UUID> seldom = new Allowance<>(5, Duration.ofSeconds(2));
        UUID order = UUID.randomUUID();
        long now = Long.MAX_VALUE - 1;
        for (int time = 0; time < 5; time++) {
            assertThat(seldom.takes(order, now)).isTrue();
        }
        assertThat(seldom.takes(order, now)).isFalse();
        assertThat(seldom.takes(UUID.randomUUID(), now)).isTrue();
        assertThat(seldom.takes(order, now + 1_999_999_999L)).isFalse();
        assertThat(seldom.takes(order, now + 2_000_000_001L)).isTrue();
        assertThat(seldom.takes(order, now + 2_000_000_002L)).isFalse();
    }

    @Test
    void an_address_checks_out_sixty_times_at_once_and_then_once_a_second() {
        Allowance<String> allowance = new Allowance<>(60, Duration.ofSeconds(1));
        for (int click = 0; click < 60; click++) {
            assertThat(allowance.takes("one", 0)).isTrue();
        }
        assertThat(allowance.takes("one", 999_999_999L)).isFalse();
        assertThat(allowance.takes("one", 1_000_000_000L)).isTrue();
        assertThat(allowance.takes("another", 0)).isTrue();
    }

    @Test
    void an_empty_cart_goes_nowhere() throws Exception {
        assertThat(post("/checkout", Map.of()).headers().firstValue("Location")).hasValue("/cart");
    }

    /** The event id of the Purchase that the thanks page shows to the Pixel; null when it shows none. */
    private String purchase(String session) throws Exception {
        var element = Jsoup.parse(thanks(session).body()).selectFirst("[data-pixel-event=Purchase]");
        return element == null ? null : element.attr("data-pixel-event-id");
    }
}
