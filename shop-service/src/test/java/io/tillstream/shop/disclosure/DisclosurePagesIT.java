package io.tillstream.shop.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.Backing;
import io.tillstream.shop.RunningShop;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DisclosurePagesIT extends RunningShop {

    @BeforeAll
    static void theDispatchersTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            if (!admin.listTopics().names().get().contains("capi.receipts.v1")) {
                admin.createTopics(java.util.List.of(new NewTopic("capi.receipts.v1", 12, (short) 1)))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void a_customer_sees_the_outcome_of_an_order_and_its_reason() throws Exception {
        String accepted = paid("enamel-mug");
        String refused = paid("notebook");
        assertThat(page(accepted)).contains("Nothing yet");

        receipt(eventId(accepted), "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"AbC123\"}");
        receipt(eventId(refused) + "#suppressed", "{\"status\":\"SUPPRESSED\",\"reason\":\"no_consent\"}");
        receipt("no receipt of an order", "?");

        await().untilAsserted(() ->
                assertThat(page(accepted)).contains("Sent to Meta on").contains("AbC123"));
        await().untilAsserted(() ->
                assertThat(page(refused)).contains("Nothing was sent").contains("you did not agree"));
        assertThat(page(accepted)).as("no dispatcher is reachable").contains("cannot be shown at the moment");
    }

    @Test
    void an_accepted_order_stays_accepted_whatever_receipt_comes_later() throws Exception {
        String order = paid("enamel-mug");
        receipt(eventId(order), "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"AbC123\"}");
        receipt(eventId(order) + "#dead_lettered", "{\"status\":\"DEAD_LETTERED\",\"reason\":\"in_doubt\"}");
        String next = paid("notebook");
        receipt(eventId(next), "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"AbC124\"}");

        await().untilAsserted(() -> assertThat(page(next)).contains("AbC124"));
        assertThat(page(order)).contains("Sent to Meta on").contains("AbC123");
    }

    @Test
    void no_receipt_is_skipped_while_the_database_fails() throws Exception {
        String order = paid("plant-pot");
        jdbc.sql("alter table outcome rename to outcome_away").update();
        try {
            receipt(eventId(order), "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"AbC125\"}");
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
        } finally {
            jdbc.sql("alter table outcome_away rename to outcome").update();
        }

        await().untilAsserted(() -> assertThat(page(order)).contains("AbC125"));
    }

    @Test
    void offsets_are_stored_with_the_receipts_and_an_invalid_reason_stops_nothing() throws Exception {
        String order = paid("plant-pot");
        receipt(eventId(paid("notebook")), "{\"status\":\"DEAD_LETTERED\",\"reason\":\"a\\u0000b\"}");
        receipt(eventId(order), "{\"status\":\"ACCEPTED\",\"fbtraceId\":\"AbC126\"}");

        await().untilAsserted(() -> assertThat(page(order)).contains("AbC126"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backing.kafka()))) {
            var partition = new TopicPartition("capi.receipts.v1", 3);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            assertThat(jdbc.sql("select next_offset from receipt_position where partition = 3")
                            .query(Long.class)
                            .single())
                    .isEqualTo(end);
        }
    }

    @Test
    void an_unpaid_order_shows_that_nothing_was_sent() throws Exception {
        assertThat(page(checkout("plant-pot"))).contains("the order is not paid");
        assertThat(get("/orders/" + java.util.UUID.randomUUID() + "/meta").statusCode())
                .isEqualTo(404);
    }

    private String paid(String sku) throws Exception {
        String session = checkout(sku);
        STRIPE.pay(session);
        completed(session);
        return session;
    }

    private String page(String session) throws Exception {
        String id = jdbc.sql("select id::text from orders where stripe_session_id = ?")
                .param(session)
                .query(String.class)
                .single();
        return Jsoup.parse(get("/orders/" + id + "/meta").body()).text();
    }

    private static void receipt(String key, String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backing.kafka()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("capi.receipts.v1", 3, key, value))
                    .get();
        }
    }
}
