package io.tillstream.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.DisputeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each outcome as the shop sees it: through Stripe's own library, and in webhooks. */
class StripeStandInIT {

    @TempDir
    static Path folder;

    private static ShopEndpoint shop;
    private static RunningStripe stripe;

    @BeforeAll
    static void start() throws Exception {
        shop = new ShopEndpoint();
        stripe = new RunningStripe(folder.resolve("journal.jsonl"), shop.url());
    }

    @AfterAll
    static void stop() {
        stripe.close();
        shop.close();
    }

    @Test
    void a_good_card_pays_and_only_the_intents_own_metadata_reaches_it() throws Exception {
        Session session = stripe.pays("good");

        assertThat(session.getStatus()).isEqualTo("complete");
        assertThat(session.getPaymentStatus()).isEqualTo("paid");
        assertThat(session.getAmountTotal()).isEqualTo(1100);
        assertThat(session.getUrl()).isNull();
        assertThat(session.getExpiresAt() - session.getCreated()).isEqualTo(24 * 60 * 60);
        PaymentIntent intent = session.getPaymentIntentObject();
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getMetadata()).isEqualTo(Map.of("order_id", "order-1"));
        Charge charge = intent.getLatestChargeObject();
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getAmountRefunded()).isZero();
        assertThat(hears(session.getId())).isEqualTo("checkout.session.completed");
    }

    @ParameterizedTest
    @CsvSource({"declined, generic_decline", "no-funds, insufficient_funds", "not-confirmed, authentication_required"})
    void a_card_that_fails_leaves_the_session_open_for_another(String card, String reason) throws Exception {
        Session session = stripe.pays(card);

        assertThat(session.getStatus()).isEqualTo("open");
        PaymentIntent failed = session.getPaymentIntentObject();
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getDeclineCode()).isEqualTo(reason);
        assertThat(failed.getLatestChargeObject().getStatus()).isEqualTo("failed");

        stripe.presses(session, "good");
        PaymentIntent paid = stripe.intent(session);
        assertThat(paid.getId()).isEqualTo(failed.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLatestChargeObject().getPaid()).isTrue();
    }

    @Test
    void a_bank_that_asks_to_confirm_gets_what_was_typed() throws Exception {
        Session session = stripe.opens(RunningStripe.mug().build());
        String page = stripe.presses(session, "three-d-secure").body();

        assertThat(page).contains("name=\"email\" value=\"jo@example.com\"").doesNotContain("name=\"card\" type");
        assertThat(stripe.intent(session).getStatus()).isEqualTo("requires_action");
        assertThat(stripe.presses(session, "confirmed").statusCode()).isEqualTo(303);
        assertThat(stripe.reads(session).getPaymentStatus()).isEqualTo("paid");
    }

    @ParameterizedTest
    @CsvSource({
        "konbini, requires_action, true",
        "konbini, requires_action, false",
        "bank-debit, processing, true",
        "bank-debit, processing, false"
    })
    void money_that_comes_later_or_never(String way, String waiting, boolean succeeds) throws Exception {
        Session session = stripe.pays(way);
        assertThat(session.getStatus()).isEqualTo("complete");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getPaymentIntentObject().getStatus()).isEqualTo(waiting);
        assertThat(hears(session.getId())).isEqualTo("checkout.session.completed");

        stripe.does(session, "pay-later?succeeds=" + succeeds);

        Session after = stripe.reads(session);
        assertThat(after.getStatus()).isEqualTo("complete");
        assertThat(after.getPaymentStatus()).isEqualTo(succeeds ? "paid" : "unpaid");
        assertThat(after.getPaymentIntentObject().getStatus())
                .isEqualTo(succeeds ? "succeeded" : "requires_payment_method");
        String told = "checkout.session.async_payment_" + (succeeds ? "succeeded" : "failed");
        await().until(() -> hears(session.getId()).equals(told));
        assertThatThrownBy(() -> stripe.does(session, "pay-later?succeeds=true"))
                .hasMessageContaining("400");
    }

    @Test
    void promotion_codes_shipping_and_tax_are_in_the_total() throws Exception {
        SessionCreateParams everything = RunningStripe.mug()
                .setAllowPromotionCodes(true)
                .setLocale(SessionCreateParams.Locale.EN)
                .setAutomaticTax(SessionCreateParams.AutomaticTax.builder()
                        .setEnabled(true)
                        .build())
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder()
                        .setEnabled(true)
                        .build())
                .setConsentCollection(SessionCreateParams.ConsentCollection.builder()
                        .setPromotions(SessionCreateParams.ConsentCollection.Promotions.AUTO)
                        .build())
                .setShippingAddressCollection(SessionCreateParams.ShippingAddressCollection.builder()
                        .addAllowedCountry(SessionCreateParams.ShippingAddressCollection.AllowedCountry.SG)
                        .build())
                .addShippingOption(shipping("Post", 300))
                .addShippingOption(shipping("Courier", 1000))
                .build();
        Session opened = stripe.opens(everything);
        assertThat(opened.getAmountTotal()).isEqualTo(1400);

        stripe.presses(opened, "good", "promotion=10", "shipping=1", "newsletter=true", "line1=1+Beach+Road");

        Session session = stripe.reads(opened);
        assertThat(session.getAmountSubtotal()).isEqualTo(1100);
        assertThat(session.getTotalDetails().getAmountDiscount()).isEqualTo(110);
        assertThat(session.getTotalDetails().getAmountShipping()).isEqualTo(1000);
        assertThat(session.getTotalDetails().getAmountTax()).isEqualTo(199);
        assertThat(session.getAmountTotal()).isEqualTo(2189);
        assertThat(session.getPaymentIntentObject().getAmount()).isEqualTo(2189);
        assertThat(session.getConsent().getPromotions()).isEqualTo("opt_in");
        assertThat(session.getCollectedInformation()
                        .getShippingDetails()
                        .getAddress()
                        .getLine1())
                .isEqualTo("1 Beach Road");
    }

    @Test
    void nothing_is_charged_where_a_code_takes_all_of_it_off() throws Exception {
        Session session =
                stripe.opens(RunningStripe.mug().setAllowPromotionCodes(true).build());
        stripe.presses(session, "good", "promotion=100");

        Session free = stripe.reads(session);
        assertThat(free.getPaymentStatus()).isEqualTo("no_payment_required");
        assertThat(free.getAmountTotal()).isZero();
        assertThat(free.getPaymentIntent()).isNull();
    }

    @Test
    void another_amount_and_another_currency() throws Exception {
        assertThat(stripe.pays("another-amount").getAmountTotal()).isEqualTo(1200);

        Session session = stripe.pays("another-currency");
        assertThat(session.getAmountTotal()).isEqualTo(1100);
        assertThat(session.getCurrency()).isEqualTo("sgd");
        assertThat(session.getPresentmentDetails().getPresentmentAmount()).isEqualTo(22_000);
        assertThat(session.getPresentmentDetails().getPresentmentCurrency()).isEqualTo("mxn");
    }

    @Test
    void refunds_in_part_and_in_full() throws Exception {
        Session session = stripe.pays("good");
        stripe.does(session, "refund?amount=300");
        Charge part = stripe.intent(session).getLatestChargeObject();
        assertThat(part.getAmountRefunded()).isEqualTo(300);
        assertThat(part.getRefunded()).isFalse();

        stripe.does(session, "refund");
        PaymentIntent intent = stripe.intent(session);
        assertThat(intent.getLatestChargeObject().getRefunded()).isTrue();
        List<Refund> refunds = stripe.client()
                .v1()
                .refunds()
                .list(RefundListParams.builder()
                        .setPaymentIntent(intent.getId())
                        .build())
                .getData();
        assertThat(refunds).extracting(Refund::getAmount).containsExactly(800L, 300L);
        assertThat(refunds).allMatch(refund -> refund.getStatus().equals("succeeded"));
        await().untilAsserted(() -> assertThat(shop.about(intent.getLatestCharge()))
                .extracting(ShopEndpoint.Hook::type)
                .contains("charge.refunded", "refund.created", "refund.updated"));
        assertThatThrownBy(() -> stripe.does(session, "refund?amount=1")).hasMessageContaining("400");
    }

    @ParameterizedTest
    @CsvSource({"true, won", "false, lost"})
    void a_dispute_is_opened_and_closed(boolean won, String status) throws Exception {
        Session session = stripe.pays("good");
        stripe.does(session, "dispute");
        assertThat(stripe.intent(session).getLatestChargeObject().getDisputed()).isTrue();
        assertThat(dispute(session).getStatus()).isEqualTo("needs_response");

        stripe.does(session, "close-dispute?won=" + won);
        Dispute closed = dispute(session);
        assertThat(closed.getStatus()).isEqualTo(status);
        await().untilAsserted(() -> assertThat(shop.about(closed.getId()))
                .extracting(ShopEndpoint.Hook::type)
                .contains("charge.dispute.created", "charge.dispute.closed"));
    }

    @Test
    void a_session_that_expires_takes_its_unfinished_payment_with_it() throws Exception {
        Session session = stripe.pays("declined");
        stripe.client().v1().checkout().sessions().expire(session.getId());

        assertThat(stripe.reads(session).getStatus()).isEqualTo("expired");
        assertThat(stripe.intent(session).getStatus()).isEqualTo("canceled");
        assertThat(hears(session.getId())).isEqualTo("checkout.session.expired");
        assertThatThrownBy(() -> stripe.client().v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 29 * 60, 25 * 60 * 60})
    void a_session_expires_within_the_bounds_that_stripe_sets(long seconds) {
        long at = Instant.now().getEpochSecond() + seconds;
        assertThatThrownBy(
                        () -> stripe.opens(RunningStripe.mug().setExpiresAt(at).build()))
                .hasMessageContaining("30 minutes to 24 hours");
    }

    @Test
    void unknown_parameters_are_refused() {
        assertThatThrownBy(() -> stripe.opens(
                        RunningStripe.mug().putExtraParam("colour", "green").build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("parameter_unknown"));
    }

    @Test
    void lists_are_paged_newest_first() throws Exception {
        List<String> paid = new ArrayList<>();
        for (int sale = 0; sale < 3; sale++) {
            paid.addFirst(stripe.pays("good").getId());
        }
        var sessions = stripe.client().v1().checkout().sessions();
        SessionListParams.Builder complete = SessionListParams.builder()
                .setStatus(SessionListParams.Status.COMPLETE)
                .setLimit(2L);
        StripeCollection<Session> first = sessions.list(complete.build());
        assertThat(first.getHasMore()).isTrue();
        assertThat(ids(first)).containsExactly(paid.get(0), paid.get(1));
        assertThat(ids(sessions.list(complete.setStartingAfter(paid.get(1)).build())))
                .startsWith(paid.get(2));

        Session oldest = stripe.client().v1().checkout().sessions().retrieve(paid.get(2));
        assertThat(ids(sessions.list(SessionListParams.builder()
                        .setPaymentIntent(oldest.getPaymentIntent())
                        .build())))
                .containsExactly(oldest.getId());
    }

    @Test
    void events_are_listed_by_type_also_those_that_were_lost() throws Exception {
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
            Session told =
                    (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
            assertThat(told.getId()).isEqualTo(lost.getId());
            assertThat(told.getPaymentStatus()).isEqualTo("paid");
        });
        assertThat(shop.about(lost.getId())).isEmpty();
    }

    @Test
    void the_same_key_gets_the_same_session() throws Exception {
        RequestOptions key =
                RequestOptions.builder().setIdempotencyKey("order-7").build();
        var sessions = stripe.client().v1().checkout().sessions();
        Session first = sessions.create(RunningStripe.mug().build(), key);
        Session again = sessions.create(RunningStripe.mug().build(), key);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("idempotent-replayed"))
                .hasValue("true");
        assertThatThrownBy(() -> sessions.create(
                        RunningStripe.mug().setCustomerEmail("a@example.com").build(), key))
                .isInstanceOf(StripeException.class)
                .hasMessageContaining("same parameters");
    }

    @Test
    void webhooks_travel_as_chosen() throws Exception {
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
    void webhooks_that_are_down_deliver_later_or_never() throws Exception {
        stripe.switches(Map.of("webhooks", "down"));
        Session waits = stripe.pays("good");
        stripe.switches(Map.of("webhooks", "down-and-lost"));
        Session lost = stripe.pays("good");
        await().until(() -> stripe.looks("/").contains("lost: webhooks were down"));
        stripe.switches(Map.of("webhooks", "down"));
        stripe.switches(Map.of("webhooks", "up"));

        Session after = stripe.pays("good");
        assertThat(hears(after.getId())).isEqualTo("checkout.session.completed");
        assertThat(shop.about(lost.getId())).isEmpty();
        assertThat(waits.getStatus()).isEqualTo("complete");
    }

    @Test
    void the_api_is_ill_when_it_is_told_to_be() throws Exception {
        Session session = stripe.pays("good");
        try {
            stripe.switches(Map.of("api", "error-500"));
            assertThatThrownBy(() -> stripe.reads(session)).isInstanceOf(ApiException.class);
            stripe.switches(Map.of("api", "error-429"));
            assertThatThrownBy(() -> stripe.reads(session)).isInstanceOf(RateLimitException.class);
        } finally {
            stripe.switches(Map.of("api", "well"));
        }
        assertThat(stripe.reads(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void other_shops_sell_on_the_same_account_and_many_sessions_are_paid_at_once() throws Exception {
        Session first = stripe.opens(RunningStripe.mug().build());
        Session second = stripe.opens(RunningStripe.mug().build());
        stripe.posts("/sandbox/pay-many?count=2", "");
        stripe.posts("/sandbox/foreign", "");

        assertThat(stripe.reads(first).getPaymentStatus()).isEqualTo("paid");
        assertThat(stripe.reads(second).getPaymentStatus()).isEqualTo("paid");
        assertThat(stripe.looks("/sandbox/paid")).contains("event-1").doesNotContain("\"\"");
    }

    @Test
    void all_of_it_outlives_a_restart() throws Exception {
        Path journal = folder.resolve("restart.jsonl");
        Session session;
        RequestOptions key =
                RequestOptions.builder().setIdempotencyKey("order-8").build();
        try (RunningStripe before = new RunningStripe(journal, shop.url())) {
            session = before.client()
                    .v1()
                    .checkout()
                    .sessions()
                    .create(RunningStripe.mug().build(), key);
            before.presses(session, "good", "webhook=late");
            before.does(session, "refund?amount=100&webhook=lost");
        }
        try (RunningStripe after = new RunningStripe(journal, shop.url())) {
            assertThat(after.intent(session).getLatestChargeObject().getAmountRefunded())
                    .isEqualTo(100);
            assertThat(after.client()
                            .v1()
                            .checkout()
                            .sessions()
                            .create(RunningStripe.mug().build(), key)
                            .getId())
                    .isEqualTo(session.getId());
            assertThat(hears(session.getId())).isEqualTo("checkout.session.completed");
        }
    }

    @Test
    void a_session_past_its_time_expires_by_itself() throws Exception {
        Path journal = folder.resolve("expiry.jsonl");
        Session session;
        try (RunningStripe before = new RunningStripe(journal, shop.url())) {
            session = before.opens(RunningStripe.mug().build());
        }
        String time = "\"expires_at\":";
        Files.writeString(
                journal, Files.readString(journal).replace(time + session.getExpiresAt(), time + session.getCreated()));
        try (RunningStripe after = new RunningStripe(journal, shop.url())) {
            assertThat(hears(session.getId())).isEqualTo("checkout.session.expired");
            assertThat(after.reads(session).getStatus()).isEqualTo("expired");
        }
    }

    /** The type of the last webhook about an object, once there is one. */
    private static String hears(String object) {
        return await().until(() -> shop.about(object), hooks -> !hooks.isEmpty())
                .getLast()
                .type();
    }

    private static Dispute dispute(Session session) throws StripeException {
        return stripe.client()
                .v1()
                .disputes()
                .list(DisputeListParams.builder()
                        .setPaymentIntent(session.getPaymentIntent())
                        .build())
                .getData()
                .getFirst();
    }

    private static List<String> ids(StripeCollection<Session> sessions) {
        return sessions.getData().stream().map(Session::getId).toList();
    }

    private static SessionCreateParams.ShippingOption shipping(String name, long amount) {
        return SessionCreateParams.ShippingOption.builder()
                .setShippingRateData(SessionCreateParams.ShippingOption.ShippingRateData.builder()
                        .setType(SessionCreateParams.ShippingOption.ShippingRateData.Type.FIXED_AMOUNT)
                        .setDisplayName(name)
                        .setFixedAmount(SessionCreateParams.ShippingOption.ShippingRateData.FixedAmount.builder()
                                .setAmount(amount)
                                .setCurrency("sgd")
                                .build())
                        .build())
                .build();
    }
}
