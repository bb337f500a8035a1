package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.StripeWebhooks;
import io.tillstream.shop.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeWebhookIT extends RunningShop {

    @Test
    void makes_an_order_paid_and_publishes_it() throws Exception {
        String session = checkout("enamel-mug");
        STRIPE.pay(session, 1100, "webhook@example.com");

        assertThat(completed(session).statusCode()).isEqualTo(200);

        assertThat(orderState(session)).isEqualTo("PAID");
        await().untilAsserted(() -> assertThat(messages(session)).hasSize(1));
    }

    @Test
    void the_same_webhook_five_times_publishes_one_message() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session, 1600, "five@example.com");

        for (int time = 0; time < 5; time++) {
            assertThat(completed(session).statusCode()).isEqualTo(200);
        }
        thanks(session);

        await().untilAsserted(() -> assertThat(messages(session)).hasSize(1));
        assertThat(jdbc.sql("select count(*) from outbox").query(Long.class).single())
                .isZero();
        assertThat(messages(session)).hasSize(1);
    }

    @Test
    void a_session_that_is_not_paid_changes_nothing() throws Exception {
        String session = checkout("notebook");

        assertThat(completed(session).body()).endsWith("is PENDING");

        assertThat(orderState(session)).isEqualTo("PENDING");
    }

    @Test
    void a_payment_of_a_different_amount_is_held_and_not_published() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session, 1, "held@example.com");

        assertThat(completed(session).body()).endsWith("is HELD");

        assertThat(orderState(session)).isEqualTo("HELD");
        assertThat(messages(session)).isEmpty();
    }

    @Test
    void a_session_of_another_shop_is_ignored() throws Exception {
        assertThat(completed("cs_test_ofSomebodyElse").body()).isEqualTo("No order of ours");
        assertThat(completed("").body()).isEqualTo("No order of ours");
        assertThat(completed("../../v1/balance").body()).isEqualTo("No order of ours");
        assertThat(completed(STRIPE.others.foreign()).body()).isEqualTo("No order of ours");
    }

    @Test
    void a_webhook_gets_503_while_stripes_api_does_not_answer() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session, 1600, "later@example.com");
        STRIPE.down = true;
        try {
            assertThat(completed(session).statusCode()).isEqualTo(503);
        } finally {
            STRIPE.down = false;
        }
        assertThat(completed(session).statusCode()).isEqualTo(200);
        assertThat(orderState(session)).isEqualTo("PAID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "t=abc,v1=00",
                "t,v1",
                "v1=00",
                "t=1",
                "t=99999999999999999999,v1=00",
                "t=1795400000,v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void a_forged_signature_of_any_shape_is_refused(String signature) throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session, 1600, "forged@example.com");

        assertThat(webhook(StripeWebhooks.event(session), signature).statusCode())
                .isEqualTo(400);

        assertThat(orderState(session)).isEqualTo("PENDING");
    }

    @Test
    void an_unsigned_an_altered_and_an_old_body_are_refused() throws Exception {
        String body = StripeWebhooks.event("cs_test_x");
        long now = System.currentTimeMillis() / 1000;

        assertThat(webhook(body, null).statusCode()).isEqualTo(400);
        assertThat(webhook(body + " ", StripeWebhooks.sign(body, now)).statusCode())
                .isEqualTo(400);
        assertThat(webhook(body, StripeWebhooks.sign(body, now - 3600)).statusCode())
                .isEqualTo(400);
        assertThat(webhook(body, StripeWebhooks.sign(body, now + 3600)).statusCode())
                .isEqualTo(400);
        assertThat(webhook("", StripeWebhooks.sign("", now)).statusCode()).isLessThan(500);
        assertThat(webhook("[]", StripeWebhooks.sign("[]", now)).statusCode()).isLessThan(500);
        assertThat(webhook("{", StripeWebhooks.sign("{", now)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_of_five_megabytes_is_refused_unread() throws Exception {
        assertThat(webhook("x".repeat(5_000_000), "t=1,v1=00").statusCode()).isEqualTo(413);
    }

    private List<?> messages(String session) {
        String event = eventId(session);
        return Topic.read(
                "shop.order-completed.v1",
                record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8).contains(event));
    }
}
