package io.tillstream.shop.sale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tillstream.shop.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told of a free trial where SALES_TRIAL_VALUE=price: what a period will cost, which is no revenue. */
@TestPropertySource(properties = {"SALES_KINDS=checkout,trials", "SALES_TRIAL_VALUE=price"})
class TrialValueIT extends RunningAccount {

    @Test
    void a_trial_says_what_a_period_will_cost_and_that_nothing_was_paid() throws Exception {
        String session = STRIPE.others.trial(1900, "sgd");

        completed(session);

        assertThat(orderState(session)).isEqualTo("PAID");
        JsonNode message = message(session);
        assertThat(message.path("event").asString()).isEqualTo("StartTrial");
        assertThat(message.path("total").asString()).isEqualTo("0.00");
        assertThat(message.path("expectedValue").asString()).isEqualTo("38.00");
        assertThat(message.path("currency").asString()).isEqualTo("SGD");
        assertThat(message.at("/items/0/unitPrice").asString()).isEqualTo("0.00");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../contracts/order-completed.v1.schema.json")))
                        .validate(message))
                .isEmpty();
    }

    @Test
    void in_yen_it_has_no_decimals() throws Exception {
        String session = STRIPE.others.trial(1900, "jpy");

        completed(session);

        assertThat(message(session).path("expectedValue").asString()).isEqualTo("3800");
    }

    @Test
    void a_purchase_says_only_what_was_paid() throws Exception {
        String session = STRIPE.others.sale(1900, each -> {});

        completed(session);

        assertThat(message(session).has("expectedValue")).isFalse();
    }

    @Test
    void no_figure_of_the_shop_counts_what_a_trial_may_bring() throws Exception {
        String session = STRIPE.others.trial(1900, "chf");

        completed(session);

        JsonNode totals = await().atMost(Duration.ofSeconds(20))
                .until(
                        TrialValueIT::totalsInFrancs,
                        each -> each.path("publishedOrders").asLong() == 1);
        assertThat(totals.path("paidOrders").asLong()).isOne();
        for (String figure : new String[] {"paid", "published", "held", "refunded", "lost"}) {
            assertThat(totals.path(figure).asString()).as(figure).isEqualTo("0.00");
        }
        assertThat(jdbc.sql("""
                                select m.gross_minor + m.net_minor from order_money m join orders o on o.id = m.order_id
                                where o.stripe_session_id = ? and o.expected_minor = 3800""").param(session).query(Long.class).single()).isZero();
    }

    private static JsonNode totalsInFrancs() {
        String today = "/" + LocalDate.now(ZoneOffset.UTC) + "/CHF/test";
        return Topic.read("shop.books.v1", record -> record.key().endsWith(today) && record.value() != null).stream()
                .reduce((older, newer) -> newer)
                .map(TrialValueIT::json)
                .orElseGet(() -> JsonMapper.shared().createObjectNode());
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        return JsonMapper.shared().readTree(new String(record.value(), UTF_8));
    }
}
