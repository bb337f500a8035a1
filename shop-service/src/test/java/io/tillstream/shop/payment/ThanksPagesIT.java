package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class ThanksPagesIT extends RunningShop {

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
    void a_shopper_who_reloads_too_often_sees_the_waiting_page_and_not_an_unknown_order() throws Exception {
        checkout("brass-pen");
        for (int reload = 0; reload < 8; reload++) {
            get("/thanks?session_id=cs_test_unknown");
        }

        assertThat(get("/thanks?session_id=cs_test_unknown").body()).contains("data-waiting");
    }

    @Test
    void a_slow_bank_is_waited_for_and_its_refusal_is_shown() throws Exception {
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
    void while_stripe_does_not_answer_a_paid_order_is_shown_and_any_other_waits() throws Exception {
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
    void guessed_sessions_cause_no_calls_to_stripe_and_reloads_few() throws Exception {
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
    void tax_included_in_prices_and_added_to_shipping_is_a_valid_payment() throws Exception {
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
    void a_payment_whose_metadata_was_removed_is_found_by_its_session() throws Exception {
        String session = checkout("moka-pot");
        STRIPE.change(session, each -> {
            each.putObject("metadata");
            each.putNull("client_reference_id");
        });
        STRIPE.pay(session);

        completed(session);

        assertThat(orderState(session)).isEqualTo("PAID");
    }
}
