package io.tillstream.shop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.ShopApplication;
import io.tillstream.shop.Topic;
import io.tillstream.shop.payment.ShopWithOpenSessions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReconcilerIT extends ShopWithOpenSessions {

    @Autowired
    private Reconciler reconciler;

    @Test
    void finds_five_hundred_payments_whose_webhooks_were_lost_while_fifty_live_ones_arrive() throws Exception {
        List<String> lost = opened(500);
        List<String> live = opened(50);
        lost.forEach(STRIPE::pay);
        live.forEach(STRIPE::pay);
        STRIPE.others.foreign();

        Reconciliation report;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reconciliation> run = threads.submit(this::reconciled);
            for (String session : live) {
                assertThat(completed(session).statusCode()).isEqualTo(200);
            }
            report = run.get();
        }

        assertThat(report.brokeOff()).isEmpty();
        assertThat(report.difference()).isZero();
        assertThat(report.paidHere()).isGreaterThanOrEqualTo(550);
        assertThat(report.notOurs()).isPositive();
        assertThat(report.settled()).isBetween(500L, 550L);
        List<String> all = new ArrayList<>(lost);
        all.addAll(live);
        assertThat(all).allSatisfy(session -> assertThat(orderState(session)).isEqualTo("PAID"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("select count(*) from outbox")
                                .query(Long.class)
                                .single()
                        == 0);
        Set<String> events = all.stream().map(this::eventId).collect(Collectors.toSet());
        assertThat(Topic.read("shop.order-completed.v1", record -> true).stream()
                        .map(record ->
                                new String(record.headers().lastHeader("ce_id").value()))
                        .filter(events::contains))
                .hasSize(550)
                .doesNotHaveDuplicates();

        assertThat(reconciled().settled()).as("a second run finds nothing").isZero();
    }

    @Test
    void finds_late_payments_expired_sessions_and_refunds() throws Exception {
        List<String> sessions = opened(4);
        STRIPE.payLater(sessions.get(0));
        STRIPE.confirmed(sessions.get(0));
        STRIPE.expire(sessions.get(1));
        STRIPE.pay(sessions.get(2));
        STRIPE.refund(sessions.get(2), 300);
        STRIPE.payLater(sessions.get(3));

        assertThat(reconciled().difference()).isZero();

        assertThat(sessions.stream().map(this::orderState)).containsExactly("PAID", "EXPIRED", "PAID", "AWAITING");
        assertThat(jdbc.sql("""
                                select refunded_minor from order_money m join orders o on o.id = m.order_id
                                where o.stripe_session_id = ?""").param(sessions.get(2)).query(Long.class).single())
                .isEqualTo(300);
    }

    @Test
    void checks_an_order_that_is_open_for_an_hour() throws Exception {
        String session = opened(1).getFirst();
        STRIPE.pay(session);
        jdbc.sql("update orders set placed_at = now() - interval '40 days' where stripe_session_id = ?")
                .param(session)
                .update();
        STRIPE.change(
                session,
                at -> at.put("created", Instant.now().minus(Duration.ofDays(40)).getEpochSecond()));
        // Older than Stripe's list of events.
        STRIPE.forgetEvents();

        reconciled();

        assertThat(orderState(session)).isEqualTo("PAID");
    }

    @Test
    void does_not_move_the_watermark_when_stripe_stops_answering() throws Exception {
        reconciled();
        Instant before = watermark();
        String session = opened(1).getFirst();
        STRIPE.pay(session);
        STRIPE.down = true;
        try {
            assertThat(reconciler.run(progress -> {}).orElseThrow().brokeOff()).contains("Stripe did not answer");
        } finally {
            STRIPE.down = false;
        }
        assertThat(watermark()).isEqualTo(before);
        reconciled();
        assertThat(orderState(session)).isEqualTo("PAID");
        assertThat(watermark()).isAfter(before);
    }

    @Test
    void a_run_over_the_last_day_only_leaves_earlier_days_to_the_next_run() {
        Instant before = Instant.now().minus(Duration.ofDays(5));
        jdbc.sql("update reconciliation set watermark = ?")
                .param(java.sql.Timestamp.from(before))
                .update();

        reconciler.run(Instant.now().minus(Duration.ofDays(1)), progress -> {});
        assertThat(watermark()).isCloseTo(before, within(1, ChronoUnit.SECONDS));

        reconciled();
        assertThat(watermark()).isAfter(before.plus(Duration.ofDays(4)));
    }

    @Test
    void does_not_run_while_another_shop_has_the_lease() {
        jdbc.sql("update reconciliation set leased_until = now() + interval '1 minute'")
                .update();
        try {
            assertThat(reconciler.run(progress -> {})).isEmpty();
        } finally {
            jdbc.sql("update reconciliation set leased_until = null").update();
        }
    }

    @Test
    void runs_as_a_command_and_prints_the_comparison() throws Exception {
        String session = opened(1).getFirst();
        STRIPE.pay(session);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> before = new HashMap<>();
        environment().forEach((name, value) -> before.put(name, System.getProperty(name)));
        environment().forEach(System::setProperty);
        try {
            assertThat(ReconcileCommand.run(ShopApplication.class, new String[] {"--days=2"}, new PrintStream(out)))
                    .as(out::toString)
                    .isZero();
            assertThat(ReconcileCommand.run(ShopApplication.class, new String[] {"--days=0"}, new PrintStream(out)))
                    .isEqualTo(2);
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }

        assertThat(out.toString()).contains("difference 0").contains("Usage: reconcile");
        assertThat(orderState(session)).isEqualTo("PAID");
    }

    @Test
    void finds_an_order_that_was_paid_twice() throws Exception {
        String session = opened(1).getFirst();
        STRIPE.pay(session);
        completed(session);
        String again = STRIPE.payAgain(session);

        assertThat(reconciled().paidTwice()).isPositive();
        assertThat(reconciled().difference()).isZero();
        assertThat(jdbc.sql(
                                "select session_id from second_payment where order_id = (select id from orders where stripe_session_id = ?)")
                        .param(session)
                        .query(String.class)
                        .list())
                .as("noted for the alert, and for its own refund")
                .containsExactly(again);
    }

    @Test
    void one_unreadable_session_does_not_stop_the_others() throws Exception {
        List<String> sessions = opened(3);
        sessions.forEach(STRIPE::pay);
        STRIPE.change(sessions.get(1), odd -> odd.putNull("amount_subtotal"));
        Instant before = watermark();

        Reconciliation report = reconciled();

        assertThat(orderState(sessions.get(0))).isEqualTo("PAID");
        assertThat(orderState(sessions.get(2))).isEqualTo("PAID");
        assertThat(orderState(sessions.get(1))).isEqualTo("PENDING");
        assertThat(report.brokeOff()).isNotEmpty();
        assertThat(watermark()).isEqualTo(before);

        STRIPE.change(
                sessions.get(1),
                mended -> mended.put(
                        "amount_subtotal", mended.path("amount_total").asLong()));
        assertThat(reconciled().brokeOff()).isEmpty();
        assertThat(orderState(sessions.get(1))).isEqualTo("PAID");
    }

    @Test
    void paid_orders_and_foreign_sessions_are_not_read_again() throws Exception {
        // Events of other tests, whose unpaid orders and refunds are read in every run.
        STRIPE.forgetEvents();
        String ours = opened(1).getFirst();
        STRIPE.pay(ours);
        completed(ours);
        for (int sale = 0; sale < 20; sale++) {
            STRIPE.others.foreign();
        }
        reconciled();
        int before = STRIPE.reads.get();

        reconciled();

        assertThat(STRIPE.reads.get() - before).isLessThan(20);
    }

    private Reconciliation reconciled() {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> reconciler.run(progress -> {}), java.util.Optional::isPresent)
                .orElseThrow();
    }

    private Instant watermark() {
        return jdbc.sql("select watermark from reconciliation")
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }
}
