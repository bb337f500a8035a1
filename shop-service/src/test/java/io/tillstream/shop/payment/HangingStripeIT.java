package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HangingStripeIT extends RunningShop {

    private static final int CLICKS = 190;

    /** IP addresses that no other test uses. */
    private static final String PROGRAM = "9.9.9.9";

    private static final String ANOTHER = "9.9.9.10";

    @Test
    void shoppers_waiting_for_a_hanging_stripe_do_not_block_the_other_pages() throws Exception {
        post("/cart/items", Map.of("sku", "notebook"));
        CountDownLatch hanging = new CountDownLatch(1);
        STRIPE.gate = hanging;
        List<CompletableFuture<HttpResponse<String>>> clicks = new ArrayList<>();
        try {
            for (int click = 0; click < CLICKS; click++) {
                clicks.add(browser.sendAsync(checkoutFrom("8.8.4." + click), BodyHandlers.ofString()));
            }
            // Checkouts beyond the share fail at once, and the cart does not change.
            await().until(() -> done(clicks) == CLICKS - 150);
            assertThat(clicks.stream()
                            .filter(CompletableFuture::isDone)
                            .map(each -> each.join().statusCode()))
                    .containsOnly(503);
            assertThat(get("/").statusCode()).isEqualTo(200);
            assertThat(get("/cart").body()).contains("Dotted notebook");
        } finally {
            hanging.countDown();
            STRIPE.gate = new CountDownLatch(0);
        }
        clicks.forEach(CompletableFuture::join);
    }

    @Test
    void a_program_that_clicks_endlessly_is_stopped_before_it_uses_up_the_share() throws Exception {
        post("/cart/items", Map.of("sku", "notebook"));
        List<Integer> answers = new ArrayList<>();
        for (int click = 0; click < 500 && !answers.contains(429); click++) {
            answers.add(browser.send(checkoutFrom(PROGRAM), BodyHandlers.discarding())
                    .statusCode());
        }

        // AllowanceTest checks the exact number, with its own clock.
        assertThat(answers).startsWith(303, 303, 303, 303, 303).endsWith(429);
        assertThat(browser.send(checkoutFrom(ANOTHER), BodyHandlers.discarding())
                        .statusCode())
                .as("another shopper")
                .isEqualTo(303);
    }

    @Test
    void the_log_names_the_right_that_a_restricted_key_lacks() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session);
        STRIPE.missingRight = "rak_checkout_session_read";
        try {
            assertThat(completed(session).statusCode()).isEqualTo(503);
        } finally {
            STRIPE.missingRight = null;
        }
        assertThat(completed(session).statusCode()).isEqualTo(200);
    }

    private static long done(List<CompletableFuture<HttpResponse<String>>> clicks) {
        return clicks.stream().filter(CompletableFuture::isDone).count();
    }

    private HttpRequest checkoutFrom(String address) {
        return HttpRequest.newBuilder(address("/checkout"))
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.noBody())
                .build();
    }
}
