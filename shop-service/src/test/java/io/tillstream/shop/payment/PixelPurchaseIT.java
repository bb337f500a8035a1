package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** The Purchase that a page gives the Pixel to send to Meta. */
class PixelPurchaseIT extends RunningShop {

    @Test
    void the_pixel_gets_the_purchase_once_and_only_with_consent() throws Exception {
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
    void the_page_address_that_the_pixel_sends_contains_no_session_id() throws Exception {
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
    void a_thanks_page_first_opened_days_after_payment_gives_the_pixel_no_purchase() throws Exception {
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
    void a_later_consent_does_not_give_the_pixel_an_earlier_order() throws Exception {
        String session = checkout("brass-pen");
        STRIPE.pay(session);
        completed(session);
        post("/consent", Map.of("granted", "true"));

        assertThat(purchase(session)).isNull();
    }

    /** The event id of the Purchase that the thanks page shows to the Pixel; null when it shows none. */
    private String purchase(String session) throws Exception {
        var element = Jsoup.parse(thanks(session).body()).selectFirst("[data-pixel-event=Purchase]");
        return element == null ? null : element.attr("data-pixel-event-id");
    }
}
