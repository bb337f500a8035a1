package io.tillstream.shop.books;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BooksTest extends RunningShop {

    @Test
    void a_paid_order_is_in_the_books_and_so_is_what_goes_back() throws Exception {
        BigDecimal before = figure("paid");
        BigDecimal refundedBefore = figure("refunded");
        String session = checkout("enamel-mug");
        STRIPE.pay(session);
        STRIPE.change(
                session,
                each -> ((ObjectNode) each.at("/payment_intent/latest_charge"))
                        .put("created", Instant.now().getEpochSecond()));
        completed(session);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(figure("paid")).isGreaterThan(before));
        await().untilAsserted(() -> assertThat(figure("published")).isEqualTo(figure("paid")));

        jdbc.sql("""
                        insert into refund (id, order_id, amount_minor, status, created_at)
                        select 're_books', id, 250, 'succeeded', now() from orders where stripe_session_id = ?""").param(session).update();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(figure("refunded")).isEqualTo(refundedBefore.add(new BigDecimal("2.50"))));
    }

    /** Of today's page in Singapore dollars, as the topic has it last; 0 when there is none. */
    private static BigDecimal figure(String name) {
        String today = LocalDate.now(ZoneOffset.UTC) + "/SGD";
        Optional<JsonNode> page = Topic.read(
                        "shop.books.v1", record -> record.key().equals(today))
                .stream()
                .reduce((older, newer) -> newer)
                .map(record -> JsonMapper.shared().readTree(new String(record.value(), UTF_8)));
        return page.map(each -> new BigDecimal(each.path(name).asString())).orElse(BigDecimal.ZERO);
    }
}
