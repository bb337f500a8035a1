package io.tillstream.shop.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import io.tillstream.shop.storefront.StorefrontSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BooksIT extends RunningShop {

    @Autowired
    private Books books;

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private StorefrontSettings storefront;

    @Test
    void a_paid_order_and_its_refund_are_in_the_daily_totals() throws Exception {
        paidToday();
        DailyTotals before = published();
        String session = paidToday();

        assertThat(new BigDecimal(published().paid())).isGreaterThan(new BigDecimal(before.paid()));
        await().untilAsserted(() -> {
            DailyTotals now = published();
            assertThat(now.published()).isEqualTo(now.paid());
        });

        BigDecimal refundedBefore = new BigDecimal(published().refunded());
        refund("re_books", session);

        assertThat(published().refunded())
                .isEqualTo(refundedBefore.add(new BigDecimal("2.50")).toPlainString());
    }

    @Test
    void a_refund_of_a_held_order_is_in_no_total() throws Exception {
        String session = paidToday();
        DailyTotals before = published();

        jdbc.sql("update orders set state = 'HELD', held_reason = 'a test' where stripe_session_id = ?")
                .param(session)
                .update();
        try {
            refund("re_held", session);

            assertThat(new BigDecimal(published().held())).isGreaterThan(new BigDecimal(before.held()));
            assertThat(published().refunded()).isEqualTo(before.refunded());
        } finally {
            jdbc.sql("delete from refund where id = 're_held'").update();
            jdbc.sql("update orders set state = 'PAID', held_reason = null where stripe_session_id = ?")
                    .param(session)
                    .update();
        }
    }

    @Test
    void daily_totals_are_keyed_by_the_database_and_not_by_the_host_name() throws Exception {
        paidToday();
        String shop = jdbc.sql("select id::text from shop").query(String.class).single();

        // As at start: the running shop removes the old keys only every five minutes.
        new Books(jdbc, kafka, JsonMapper.shared(), storefront, Clock.systemUTC()).write();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topic.read("shop.books.v1", record -> record.value() != null))
                        .isNotEmpty()
                        .allMatch(record -> record.key().startsWith(shop + "/")));
        await().untilAsserted(() -> assertThat(Topic.read("shop.books.v1", record -> record.value() == null))
                .as("deletions of the older keys, by host name")
                .isNotEmpty()
                .allMatch(record -> record.key().startsWith("localhost/")));
    }

    private String paidToday() throws Exception {
        String session = checkout("enamel-mug");
        STRIPE.pay(session);
        STRIPE.change(
                session,
                each -> ((ObjectNode) each.at("/payment_intent/latest_charge"))
                        .put("created", Instant.now().getEpochSecond()));
        completed(session);
        return session;
    }

    private void refund(String id, String session) {
        jdbc.sql("""
                        insert into refund (id, order_id, amount_minor, status, created_at)
                        select ?, id, 250, 'succeeded', now() from orders where stripe_session_id = ?""").params(id, session).update();
    }

    /** Today's totals in Singapore dollars, once the latest ones on the topic are those of the database. */
    private DailyTotals published() {
        return await().atMost(Duration.ofSeconds(20))
                .until(this::inTheDatabase, totals -> onTheTopic().equals(Optional.of(totals)));
    }

    private DailyTotals inTheDatabase() {
        return books.totals(LocalDate.now(ZoneOffset.UTC)).stream()
                .filter(totals -> totals.key().endsWith("/SGD/test"))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<DailyTotals> onTheTopic() {
        String today = "/" + LocalDate.now(ZoneOffset.UTC) + "/SGD/test";
        return Topic.read("shop.books.v1", record -> record.key().endsWith(today) && record.value() != null).stream()
                .reduce((older, newer) -> newer)
                .map(record -> JsonMapper.shared().readValue(record.value(), DailyTotals.class));
    }
}
