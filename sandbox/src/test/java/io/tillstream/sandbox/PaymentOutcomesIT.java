package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every outcome of a payment and every delivery of its webhook, with both services as released. */
class PaymentOutcomesIT {

    private final Stack stack = RunningStack.get();
    private final Guarantees guarantees = new Guarantees(stack);
    private final StripeActions stripe = new StripeActions(stack);

    @AfterEach
    void reset() throws Exception {
        stripe.switches("webhooks", "up");
        stripe.switches("api", "well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-once", "twice", "reordered", "bad-signature", "old-version", "lost"})
    void each_delivery_of_the_webhook_reports_the_payment_once(String webhook) throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String session = shopper.checksOut("enamel-mug");

        shopper.pays(session, "good", webhook);

        awaitPage(shopper, session, "is paid.");
        guarantees.hold();
    }

    @Test
    void a_voucher_is_paid_days_later() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String session = shopper.checksOut("notebook");
        shopper.pays(session, "konbini", "at-once");
        awaitPage(shopper, session, "the payment is on its way");
        guarantees.hold();

        stripe.ends(session, true);

        awaitPage(shopper, session, "is paid.");
        guarantees.hold();
    }

    @Test
    void a_returned_debit_and_an_unpaid_session_are_shown_only_to_the_shopper() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String bounced = shopper.checksOut("notebook");
        shopper.pays(bounced, "bank-debit", "at-once");
        stripe.ends(bounced, false);
        awaitPage(shopper, bounced, "The payment failed");
        Shopper other = new Shopper(stack).agrees();
        String unpaid = other.checksOut("notebook");
        stripe.expires(unpaid);
        awaitPage(other, unpaid, "never paid");

        guarantees.hold();
    }

    @Test
    void an_unexpected_amount_is_held_until_an_operator_releases_it() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String session = shopper.checksOut("oak-board");
        shopper.pays(session, "another-amount", "at-once");
        await().untilAsserted(
                        () -> assertThat(stripe.shop("/actuator/heldorders")).contains(session));

        String held = stripe.shop("/actuator/heldorders");
        String id = held.replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(stripe.postToShop("/actuator/heldorders/" + id).statusCode()).isEqualTo(200);

        assertThat(stripe.shop("/actuator/heldorders")).doesNotContain(session);
        guarantees.hold();
    }

    @Test
    void a_full_discount_is_a_purchase_with_amount_zero() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String session = shopper.checksOut("tea-towel");
        shopper.paysWithPromotion(session, 100);

        awaitPage(shopper, session, "is paid.");
        assertThat(shopper.looks("/thanks?session_id=" + session).body()).contains("0.00");
        guarantees.hold();
    }

    @Test
    void a_refund_is_shown_on_the_order() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String session = shopper.buys("moka-pot");
        awaitPage(shopper, session, "is paid.");

        stripe.refunds(session);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                shopper.looks("/thanks?session_id=" + session).body())
                        .contains("Paid back"));
        guarantees.hold();
    }

    @Test
    void lost_webhooks_cost_no_order_even_if_no_shopper_returns() throws Exception {
        stripe.switches("webhooks", "down-and-lost");
        List<String> sessions = new ArrayList<>();
        Shopper shopper = new Shopper(stack).agrees();
        for (int order = 0; order < 30; order++) {
            sessions.add(shopper.buys("plant-pot"));
        }
        String foreign = stripe.sellsForAnotherShop();
        stripe.switches("webhooks", "up");
        stack.shop().kill();
        stack.shop().start();
        stack.shop().awaitReady(Duration.ofSeconds(60));

        // A shop that was killed during reconciliation holds its lock for a minute. Until then the report is the one
        // before.
        await().atMost(Duration.ofSeconds(120))
                .until(() -> guarantees.receipts().containsKey(foreign));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stripe.shop("/actuator/reconciliation"))
                        .contains("\"difference\":0")
                        .contains("\"brokeOff\":\"\""));
        assertThat(guarantees.receipts().get(foreign).path("reason").asString())
                .as("the sale of the other shop, whose visitor nobody asked")
                .isEqualTo("no_consent");
        guarantees.hold();
    }

    @Test
    void while_the_api_of_stripe_is_down_no_shopper_is_charged_and_no_order_is_lost() throws Exception {
        Shopper shopper = new Shopper(stack).agrees();
        String session = shopper.checksOut("brass-pen");
        stripe.switches("api", "error-500");
        shopper.pays(session, "good", "at-once");
        Shopper other = new Shopper(stack).agrees();

        assertThat(other.triesToCheckOut("brass-pen").statusCode()).isEqualTo(503);
        assertThat(other.looks("/cart").body()).contains("Brass pen");

        stripe.switches("api", "well");
        awaitPage(shopper, session, "is paid.");
        guarantees.hold();
    }

    @Test
    void an_order_is_not_reported_if_consent_is_withdrawn_while_meta_is_down() throws Exception {
        MetaSwitches meta = new MetaSwitches(stack);
        meta.has("UNAVAILABLE", Duration.ofMinutes(2));
        Shopper shopper = new Shopper(stack).agrees();
        shopper.looks("/");
        String session = shopper.buys("day-pack");
        awaitPage(shopper, session, "is paid.");

        shopper.refuses();
        // Time for the withdrawal to reach the dispatcher, which is not visible from outside.
        meta.has("UNAVAILABLE", Duration.ofSeconds(7));

        guarantees.hold();
        String order = shopper.looks("/thanks?session_id=" + session)
                .body()
                .replaceFirst("(?s).*href=\"/orders/([0-9a-f-]{36})/meta\".*", "$1");
        // A shop that an earlier test killed keeps its partitions of the receipts for 10 s.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                shopper.looks("/orders/" + order + "/meta").body())
                        .contains("you took your consent back in time"));
    }

    private static void awaitPage(Shopper shopper, String session, String text) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(
                                shopper.looks("/thanks?session_id=" + session).body())
                        .contains(text));
    }
}
