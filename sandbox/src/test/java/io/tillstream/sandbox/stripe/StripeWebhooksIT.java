package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.model.Event;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.param.EventListParams;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events, and each way in which a webhook reaches the shop. */
class StripeWebhooksIT {

    private final RunningStripe stripe = SharedStripe.STRIPE;
    private final ShopEndpoint shop = SharedStripe.SHOP;

    @Test
    void events_are_listed_by_type_including_undelivered_ones() throws Exception {
        long before = Instant.now().getEpochSecond();
        Session lost = stripe.pays("good", "webhook=lost");

        StripeCollection<Event> events = stripe.client()
                .v1()
                .events()
                .list(EventListParams.builder()
                        .addType("checkout.session.completed")
                        .addType("checkout.session.expired")
                        .setCreated(
                                EventListParams.Created.builder().setGte(before).build())
                        .setLimit(100L)
                        .build());
        assertThat(events.getData()).anySatisfy(event -> {
            Session listed =
                    (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
            assertThat(listed.getId()).isEqualTo(lost.getId());
            assertThat(listed.getPaymentStatus()).isEqualTo("paid");
        });
        assertThat(shop.about(lost.getId())).isEmpty();
    }

    @Test
    void webhooks_are_delivered_in_the_chosen_way() throws Exception {
        Session twice = stripe.pays("good", "webhook=twice");
        Session forged = stripe.pays("good", "webhook=bad-signature");
        Session old = stripe.pays("good", "webhook=old-version");
        Session before = stripe.pays("good", "webhook=before-redirect");
        assertThat(shop.about(before.getId())).hasSize(1);
        Session reordered = stripe.pays("good", "webhook=reordered");
        stripe.does(reordered, "refund");

        await().untilAsserted(() -> assertThat(shop.about(twice.getId())).hasSize(2));
        await().untilAsserted(() -> assertThat(shop.about(forged.getId()))
                .extracting(ShopEndpoint.Hook::wellSigned)
                .containsExactly(false, true));
        assertThat(shop.about(old.getId())).singleElement().satisfies(hook -> {
            assertThat(hook.event().path("api_version").asString()).isEqualTo("2019-05-16");
            assertThat(hook.event().path("data").path("object").has("payment_status"))
                    .isFalse();
        });
        String intent = stripe.intent(reordered).getId();
        await().untilAsserted(() -> {
            List<String> types =
                    shop.about(intent).stream().map(ShopEndpoint.Hook::type).toList();
            assertThat(types).hasSize(8);
            assertThat(types.subList(0, 3))
                    .containsExactlyInAnyOrder("refund.created", "refund.updated", "charge.refunded");
            assertThat(types.subList(3, 8)).containsOnly("checkout.session.completed");
        });
    }

    @Test
    void webhooks_that_are_down_are_delivered_later_or_never() throws Exception {
        stripe.switches(Map.of("webhooks", "down"));
        Session waits = stripe.pays("good");
        stripe.switches(Map.of("webhooks", "down-and-lost"));
        Session lost = stripe.pays("good");
        await().until(() -> stripe.looks("/").contains("lost: webhooks were down"));
        stripe.switches(Map.of("webhooks", "down"));
        stripe.switches(Map.of("webhooks", "up"));

        Session after = stripe.pays("good");
        assertThat(shop.lastType(after.getId())).isEqualTo("checkout.session.completed");
        assertThat(shop.about(lost.getId())).isEmpty();
        assertThat(waits.getStatus()).isEqualTo("complete");
    }
}
