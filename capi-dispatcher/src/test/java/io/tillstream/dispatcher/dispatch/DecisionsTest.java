package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderReader;
import io.tillstream.dispatcher.order.SealSettingsFor;
import io.tillstream.dispatcher.withdrawal.Withdrawals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DecisionsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final CustomerSeal SEAL =
            SealSettingsFor.keys("k:" + Base64.getEncoder().encodeToString(new byte[32]));
    private static final String CUSTOMER = "{\"email\":\"jo@example.com\",\"userAgent\":\"UA\"}";

    private final Capi capi = mock(Capi.class);
    private final Withdrawals withdrawals = mock(Withdrawals.class);
    private final Decisions decisions =
            new Decisions(SEAL, new Routing(List.of()), capi, withdrawals, Clock.fixed(NOW, ZoneOffset.UTC));

    DecisionsTest() {
        when(capi.dataset()).thenReturn("123");
    }

    /** Paid that long ago; a negative time is ahead of the clock. */
    @ParameterizedTest(name = "paid {0} ago: {1}")
    @CsvSource({
        "PT0S, sent",
        "PT167H59M50S, sent alone",
        "PT166H59M, sent",
        "PT167H1M, sent alone",
        "PT168H, dead as too_old",
        "PT-30S, sent",
        "PT-31S, waits for the clock PT1S",
        "PT-40S, waits for the clock PT10S",
        "PT-2H, waits for the clock PT15S",
        "PT-2H-1S, dead as schema",
    })
    void how_old_an_order_is_decides_whether_it_is_sent(Duration ago, String decision) {
        assertThat(said(decisions.of(order(NOW.minus(ago), "granted", CUSTOMER, null))))
                .isEqualTo(decision);
    }

    @ParameterizedTest(name = "paid {0} ahead and published {1} after: {2}")
    @CsvSource({
        "PT3H, PT1S, waits for the clock PT30S",
        "PT3H, PT-30S, waits for the clock PT30S",
        "PT3H, PT-31S, dead as schema",
        "PT26H, PT1S, waits for the clock PT30S",
        "PT26H1S, PT1S, dead as schema",
    })
    void an_order_hours_ahead_waits_if_its_shop_published_it_after_it_was_paid(
            Duration ahead, Duration published, String decision) {
        Instant paid = NOW.plus(ahead);

        assertThat(said(decisions.of(order(paid, "granted", CUSTOMER, paid.plus(published)))))
                .isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'email':'jo@example.com'}|suppressed as no_user_agent",
                "{'email':'jo@example.com','userAgent':' '}|suppressed as no_user_agent",
                "{'email':'jo@example.com','userAgent':'Mozilla/5.0 (compatible; Googlebot/2.1)'}|suppressed as crawler",
                "{'email':'jo@example.com','userAgent':'facebookexternalhit/1.1'}|suppressed as crawler",
                "{'userAgent':'UA'}|suppressed as unmatchable",
                "{'userAgent':'UA','phone':'+6591234567'}|sent",
            })
    void a_customer_meta_could_not_match_or_would_refuse_is_suppressed(String customer, String decision) {
        assertThat(said(decisions.of(order(NOW, "granted", customer.replace('\'', '"'), null))))
                .isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "website|{'email':'jo@example.com'}|suppressed as no_user_agent",
                "system_generated|{'email':'jo@example.com'}|sent",
                "phone_call|{'phone':'+6591234567','userAgent':''}|sent",
                "email|{'email':'jo@example.com','userAgent':'facebookexternalhit/1.1'}|suppressed as crawler",
                "other|{'country':'SG'}|suppressed as unmatchable",
            })
    void only_what_happens_on_a_website_needs_a_user_agent(String where, String customer, String decision) {
        assertThat(said(decisions.of(elsewhere(where, NOW, customer.replace('\'', '"')))))
                .isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0} paid {1} ago: {2}")
    @CsvSource({
        "physical_store, PT168H, sent",
        "physical_store, P61DT22H59M, sent",
        "physical_store, P61DT23H1M, sent alone",
        "physical_store, P61DT23H59M54S, sent alone",
        "physical_store, P61DT23H59M56S, dead as too_old",
        "phone_call, PT168H, dead as too_old",
    })
    void a_sale_in_a_store_may_be_62_days_old(String where, Duration ago, String decision) {
        assertThat(said(decisions.of(elsewhere(where, NOW.minus(ago), CUSTOMER))))
                .isEqualTo(decision);
    }

    @Test
    void consent_comes_before_everything_else() {
        OrderMessage old = order(NOW.minus(Duration.ofDays(30)), "denied", CUSTOMER, null);
        assertThat(said(decisions.of(old))).isEqualTo("suppressed as no_consent");

        when(withdrawals.contain("event-1", "order-1")).thenReturn(true);
        assertThat(said(decisions.of(order(NOW, "granted", CUSTOMER, null)))).isEqualTo("suppressed as withdrawn");
    }

    @Test
    void consent_withdrawn_after_an_order_was_prepared_still_keeps_it_from_meta() {
        OrderMessage order = order(NOW, "granted", CUSTOMER, null);
        List<Preparation.Prepared> prepared =
                List.of(new Preparation.Prepared(Incoming.of(order), decisions.of(order)));
        assertThat(decisions.plan(prepared).size()).isEqualTo(1);

        when(withdrawals.contain("event-1", "order-1")).thenReturn(true);
        Plan plan = decisions.plan(prepared);
        assertThat(plan.size()).isZero();
        assertThat(plan.suppressed()).containsExactly(new Plan.Suppressed(Incoming.of(order), Suppression.WITHDRAWN));
    }

    @Test
    void a_live_order_waits_while_the_dispatcher_is_set_for_tests_and_a_test_order_is_suppressed_otherwise() {
        when(capi.testing()).thenReturn(true);
        assertThat(said(decisions.of(live(true)))).isEqualTo("waits for the test_settings PT30S");
        assertThat(said(decisions.of(live(false)))).isEqualTo("sent");

        when(capi.testing()).thenReturn(false);
        assertThat(said(decisions.of(live(true)))).isEqualTo("sent");
        assertThat(said(decisions.of(live(false)))).isEqualTo("suppressed as test_order");
    }

    @Test
    void a_seal_of_an_unknown_key_and_a_broken_seal_have_brakes_of_their_own() {
        String foreign = SealSettingsFor.keys("foreign:" + Base64.getEncoder().encodeToString(new byte[32]))
                .close(CUSTOMER.getBytes(StandardCharsets.UTF_8));
        Decision.DeadLetter unknown = (Decision.DeadLetter) decisions.of(sealed(foreign));
        assertThat(unknown.reason()).isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(unknown.brake()).isEqualTo("key foreign");

        String good = SEAL.close(CUSTOMER.getBytes(StandardCharsets.UTF_8));
        Decision.DeadLetter broken =
                (Decision.DeadLetter) decisions.of(sealed(good.substring(0, good.length() - 4) + "AAAA"));
        assertThat(broken.reason()).isEqualTo(Reason.SEAL_BROKEN);
        assertThat(broken.brake()).isEqualTo(Lanes.SEALS);
    }

    @Test
    void an_exception_that_nobody_foresaw_concerns_its_order_alone_and_is_not_quoted() {
        when(withdrawals.contain("event-1", "order-1")).thenThrow(new IllegalStateException("jo@example.com"));

        Decision.DeadLetter decision = (Decision.DeadLetter) decisions.of(order(NOW, "granted", CUSTOMER, null));

        assertThat(decision.reason()).isEqualTo(Reason.UNEXPECTED);
        assertThat(decision.detail()).contains("IllegalStateException").doesNotContain("jo@example.com");
    }

    private static String said(Decision decision) {
        return switch (decision) {
            case Decision.Send send -> send.alone() ? "sent alone" : "sent";
            case Decision.Suppress suppress ->
                "suppressed as " + suppress.reason().text();
            case Decision.DeadLetter dead -> "dead as " + dead.reason().text();
            case Decision.Hold hold -> "waits for the " + hold.hold() + " " + hold.retryIn();
        };
    }

    private static OrderMessage order(Instant paidAt, String consent, String customer, Instant published) {
        return order(paidAt, consent, SEAL.close(customer.getBytes(StandardCharsets.UTF_8)), published, true);
    }

    /** Without a page. */
    private static OrderMessage elsewhere(String where, Instant paidAt, String customer) {
        byte[] message = """
                {"eventId":"event-1","orderId":"order-1","paidAt":"%s","currency":"SGD","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"customer":"%s","consent":"granted",
                 "actionSource":"%s","sourceUrl":%s,"livemode":true}""".formatted(
                        paidAt,
                        SEAL.close(customer.getBytes(StandardCharsets.UTF_8)),
                        where,
                        where.equals("website") ? "\"https://shop.example.com/\"" : "null")
                .getBytes(StandardCharsets.UTF_8);
        return OrderMessage.read(Origin.unplaced(message), new OrderReader(JsonMapper.shared()));
    }

    private static OrderMessage sealed(String customer) {
        return order(NOW, "granted", customer, null, true);
    }

    private static OrderMessage live(boolean livemode) {
        return order(NOW, "granted", SEAL.close(CUSTOMER.getBytes(StandardCharsets.UTF_8)), null, livemode);
    }

    private static OrderMessage order(
            Instant paidAt, String consent, String sealed, Instant published, boolean livemode) {
        RecordHeaders headers = new RecordHeaders();
        if (published != null) {
            headers.add("ce_time", published.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] message = """
                {"eventId":"event-1","orderId":"order-1","paidAt":"%s","currency":"SGD","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"customer":"%s","consent":"%s",
                 "sourceUrl":"https://shop.example.com/thanks","livemode":%s}""".formatted(paidAt, sealed, consent, livemode).getBytes(StandardCharsets.UTF_8);
        return OrderMessage.read(
                new Origin("orders", 0, 1, null, message, headers), new OrderReader(JsonMapper.shared()));
    }
}
