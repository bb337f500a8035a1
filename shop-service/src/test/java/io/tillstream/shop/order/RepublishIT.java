package io.tillstream.shop.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.ShopApplication;
import io.tillstream.shop.Topic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kafka has lost messages, and what was paid is published again. */
class RepublishIT extends RunningShop {

    private final Properties before = (Properties) System.getProperties().clone();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Later than the orders of other tests. */
    private final Instant since = Instant.now();

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    @Test
    void only_orders_without_a_receipt_are_published_again_with_the_same_event_id() throws Exception {
        post("/consent", Map.of("granted", "true"));
        String lost = paid();
        String deadLettered = paid();
        outcome(deadLettered, "DEAD_LETTERED");
        String accepted = paid();
        outcome(accepted, "ACCEPTED");

        assertThat(run(0, "--since=" + since, "--dry-run")).contains("would be published again");
        assertThat(messages(lost)).hasSize(1);

        assertThat(run(0, "--since=" + since)).contains("are in the outbox again");

        await().untilAsserted(() -> {
            assertThat(messages(lost)).hasSize(2);
            assertThat(messages(deadLettered)).hasSize(2);
        });
        assertThat(messages(accepted)).hasSize(1);
        ConsumerRecord<String, byte[]> first = messages(lost).getFirst();
        ConsumerRecord<String, byte[]> again = messages(lost).getLast();
        assertThat(again.value()).isEqualTo(first.value());
        assertThat(again.headers().lastHeader("ce_id"))
                .isEqualTo(first.headers().lastHeader("ce_id"));
        assertThat(again.headers().lastHeader("ce_type"))
                .isEqualTo(first.headers().lastHeader("ce_type"));
    }

    @Test
    void a_customer_who_has_withdrawn_consent_is_not_published_again() throws Exception {
        post("/consent", Map.of("granted", "true"));
        String session = paid();
        post("/consent", Map.of("granted", "false"));

        run(0, "--since=" + since);

        await().untilAsserted(() -> assertThat(messages(session)).hasSize(2));
        JsonNode again =
                JsonMapper.shared().readTree(messages(session).getLast().value());
        assertThat(again.path("consent").asString()).isEqualTo("denied");
        assertThat(again.has("customer")).isFalse();
    }

    @Test
    void an_order_that_meta_may_have_is_left_out_for_a_person_to_decide() throws Exception {
        String session = paid();
        outcome(session, "DEAD_LETTERED");
        jdbc.sql("update outcome set reason = 'in_doubt' where event_id = (select event_id from orders"
                        + " where stripe_session_id = ?)")
                .param(session)
                .update();

        assertThat(run(0, "--since=" + since)).contains("that Meta may have already", "dead letters: 1");

        assertThat(messages(session)).hasSize(1);
    }

    @Test
    void a_sale_in_a_physical_store_is_published_for_62_days_and_others_for_seven() throws Exception {
        String website = paid();
        String store = paid();
        jdbc.sql("update orders set paid_at = ? where stripe_session_id in (?, ?)")
                .params(Timestamp.from(Instant.now().minus(Duration.ofDays(8))), website, store)
                .update();
        jdbc.sql("update orders set action_source = 'physical_store' where stripe_session_id = ?")
                .param(store)
                .update();

        // The messages of other tests' orders of the last nine days may be deleted.
        assertThat(republish(
                        "--since=" + Instant.now().minus(Duration.ofDays(9)).truncatedTo(ChronoUnit.SECONDS)))
                .isIn(0, 1);

        await().untilAsserted(() -> assertThat(messages(store)).hasSize(2));
        assertThat(messages(website)).hasSize(1);
        jdbc.sql("update orders set action_source = null where stripe_session_id = ?")
                .param(store)
                .update();
    }

    @Test
    void an_order_whose_message_was_deleted_is_counted() throws Exception {
        String session = paid();
        jdbc.sql("update orders set message = null where stripe_session_id = ?")
                .param(session)
                .update();

        assertThat(run(1, "--since=" + since)).contains("cannot be published: 1");

        outcome(session, "SUPPRESSED");
        assertThat(run(0, "--since=" + since)).doesNotContain("cannot be published");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--since=yesterday",
                "--since=2020-01-01T00:00:00Z",
                "--since=2999-01-01T00:00:00Z",
                "--since=",
                "--dry",
            })
    void wrong_arguments_are_explained(String argument) {
        assertThat(run(2, argument)).contains("Usage: republish [--since=");
    }

    /** The session of a new order that is paid, and whose message is on Kafka. */
    private String paid() throws Exception {
        get("/");
        String session = checkout("notebook");
        STRIPE.pay(session);
        completed(session);
        jdbc.sql("update orders set paid_at = ? where stripe_session_id = ?")
                .params(Timestamp.from(Instant.now()), session)
                .update();
        await().untilAsserted(() -> assertThat(messages(session)).hasSize(1));
        return session;
    }

    private void outcome(String session, String status) {
        jdbc.sql("insert into outcome (event_id, dataset, status, at) values (?, '', ?, ?)")
                .params(eventId(session), status, Timestamp.from(Instant.now()))
                .update();
    }

    private List<ConsumerRecord<String, byte[]>> messages(String session) {
        return Topic.read("shop.order-completed.v1", record -> new String(record.value(), UTF_8).contains(session));
    }

    private String run(int exitCode, String... arguments) {
        out.reset();
        assertThat(republish(arguments)).as(out.toString(UTF_8)).isEqualTo(exitCode);
        return out.toString(UTF_8);
    }

    private int republish(String... arguments) {
        environment().forEach(System::setProperty);
        return RepublishCommand.run(ShopApplication.class, arguments, new PrintStream(out, true, UTF_8));
    }
}
