package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class CheckoutPagesTest extends RunningShop {

    @Test
    void prices_come_from_the_catalogue_whatever_the_browser_says() throws Exception {
        post("/cart/items", Map.of("sku", "enamel-mug", "price", "1", "unit_amount", "1"));

        assertThat(Jsoup.parse(get("/cart").body()).select("tfoot td").text()).contains("11.00");
    }

    @Test
    void a_shopper_leaves_for_stripe_and_comes_back_to_a_receipt() throws Exception {
        String session = checkout("enamel-mug", "enamel-mug", "moka-pot");
        STRIPE.pay(session, 2 * 1100 + 3850, "shopper@example.com");

        Document thanks = Jsoup.parse(get("/thanks?session_id=" + session).body());

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
        assertThat(get("/").body()).doesNotContain("pixel.js").contains("May we tell Meta");
        post("/consent", Map.of("granted", "true"));
        assertThat(get("/").body()).contains("pixel.js").doesNotContain("May we tell Meta");
        post("/consent", Map.of("granted", "false"));
        assertThat(get("/").body()).doesNotContain("pixel.js").doesNotContain("May we tell Meta");
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
    void a_guessed_address_shows_no_order() throws Exception {
        assertThat(get("/thanks?session_id=cs_test_guess").statusCode()).isEqualTo(404);
        assertThat(get("/thanks").statusCode()).isEqualTo(404);
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
    void an_empty_cart_goes_nowhere() throws Exception {
        assertThat(post("/checkout", Map.of()).headers().firstValue("Location")).hasValue("/cart");
    }

    /** The event id of the Purchase that the thanks page shows to the Pixel; null when it shows none. */
    private String purchase(String session) throws Exception {
        var element =
                Jsoup.parse(get("/thanks?session_id=" + session).body()).selectFirst("[data-pixel-event=Purchase]");
        return element == null ? null : element.attr("data-pixel-event-id");
    }
}
