package io.tillstream.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import io.tillstream.shop.RunningShop;
import io.tillstream.shop.StripeStub;
import io.tillstream.shop.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderCompletedIT extends RunningShop {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Schema SCHEMA = schema();

    @Test
    void published_messages_follow_the_contract() throws Exception {
        post("/consent", Map.of("granted", "true"));
        ConsumerRecord<String, byte[]> record = published("enamel-mug", 1100);
        JsonNode message = JSON.readTree(record.value());

        assertThat(SCHEMA.validate(message)).isEmpty();
        assertThat(record.key()).isEqualTo(message.path("orderId").asString());
        assertThat(message.path("currency").asString()).isEqualTo("SGD");
        assertThat(message.path("total").asString()).isEqualTo("11.00");
        assertThat(message.path("paidAt").asString())
                .isEqualTo(Instant.ofEpochSecond(StripeStub.PAID_AT).toString());
        assertThat(message.path("consent").asString()).isEqualTo("granted");
        assertThat(header(record, "ce_id")).isEqualTo(message.path("eventId").asString());
        assertThat(header(record, "ce_type")).isEqualTo("io.tillstream.order-completed.v1");
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
    }

    @Test
    void the_customer_is_sealed_and_opens_only_with_the_key() throws Exception {
        post("/consent", Map.of("granted", "true"));
        ConsumerRecord<String, byte[]> record = published("notebook", 1600);
        String text = new String(record.value(), StandardCharsets.UTF_8);

        assertThat(text).doesNotContain("@", "Quux", "4915112345678", "Köln", "50667");
        JWEObject sealed = JWEObject.parse(JSON.readTree(text).path("customer").asString());
        sealed.decrypt(new DirectDecrypter(Base64.getDecoder().decode(KEYS.substring("test:".length()))));
        JsonNode customer = JSON.readTree(sealed.getPayload().toBytes());
        assertThat(customer.path("email").asString()).isEqualTo("sealed@example.com");
        assertThat(customer.path("name").asString()).isEqualTo("Zoë Quux-Testperson");
        assertThat(customer.path("city").asString()).isEqualTo("Köln");
        assertThat(customer.path("ip").asString()).isEqualTo(ip);
        assertThat(customer.has("state")).isFalse();
    }

    @Test
    void without_consent_neither_the_message_nor_the_order_contains_personal_data() throws Exception {
        JsonNode message = JSON.readTree(published("tea-towel", 1450).value());

        assertThat(message.path("consent").asString()).isEqualTo("denied");
        assertThat(message.has("customer")).isFalse();
        assertThat(message.has("referrerUrl")).isFalse();
        assertThat(SCHEMA.validate(message)).isEmpty();
        assertThat(jdbc.sql("""
                        select num_nonnulls(visitor_id, ip, user_agent, fbp, fbc, referrer_url) from orders
                        where id = ?::uuid""")
                        .param(message.path("orderId").asString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void an_order_of_a_shopper_who_agrees_before_a_second_checkout_has_their_data() throws Exception {
        String session = checkout("notebook");
        post("/consent", Map.of("granted", "true"));
        get("/?fbclid=Later_1");
        post("/checkout", Map.of());
        STRIPE.pay(session);
        completed(session);

        assertThat(jdbc.sql("select marketing_consent and fbc like '%.Later_1' and ip is not null from orders"
                                + " where stripe_session_id = ?")
                        .param(session)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void a_very_long_name_of_emoji_is_published_like_any_other() throws Exception {
        String session = checkout("enamel-mug");
        STRIPE.pay(session);
        String name = "\ud83d\ude00".repeat(5_000);
        STRIPE.change(
                session,
                at -> ((tools.jackson.databind.node.ObjectNode) at.path("customer_details")).put("name", name));

        assertThat(completed(session).statusCode()).isEqualTo(200);

        assertThat(orderState(session)).isEqualTo("PAID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card-sgd",
                "card-jpy",
                "three-items",
                "email-only",
                "limited-data-use",
                "no-consent",
                "returning-customer"
            })
    void the_golden_samples_follow_the_contract(String name) throws Exception {
        assertThat(SCHEMA.validate(JSON.readTree(Files.readString(Path.of("../contracts/samples/" + name + ".json")))))
                .isEmpty();
    }

    @Test
    void the_contract_refuses_money_as_a_number_and_a_customer_in_the_clear() throws Exception {
        String sample = Files.readString(Path.of("../contracts/samples/card-sgd.json"));

        assertThat(SCHEMA.validate(JSON.readTree(sample.replace("\"total\": \"11.00\"", "\"total\": 11.00"))))
                .isNotEmpty();
        assertThat(SCHEMA.validate(JSON.readTree(
                        sample.replaceFirst("\"customer\": \"[^\"]*\"", "\"customer\": \"jo@example.com\""))))
                .isNotEmpty();
    }

    @Test
    void a_customer_is_new_once_in_live_mode_and_once_in_test_mode() throws Exception {
        String email = "new-" + UUID.randomUUID() + "@example.com";
        post("/consent", Map.of("granted", "true"));
        JsonNode first = JSON.readTree(published("enamel-mug", 1100, email).value());
        thanks(first);
        JsonNode second = JSON.readTree(
                published("enamel-mug", 1100, email.toUpperCase(Locale.ROOT)).value());

        assertThat(first.path("customerSegmentation").asString()).isEqualTo("new");
        assertThat(second.path("customerSegmentation").asString()).isEqualTo("existing");
        assertThat(SCHEMA.validate(second)).isEmpty();
        assertThat(jdbc.sql("select count(*) from known_customer where livemode")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_customer_without_consent_is_not_remembered() throws Exception {
        String email = "no-" + UUID.randomUUID() + "@example.com";
        JsonNode denied = JSON.readTree(published("enamel-mug", 1100, email).value());
        thanks(denied);
        post("/consent", Map.of("granted", "true"));
        JsonNode granted = JSON.readTree(published("enamel-mug", 1100, email).value());

        assertThat(denied.has("customerSegmentation")).isFalse();
        assertThat(granted.path("customerSegmentation").asString()).isEqualTo("new");
    }

    @Test
    void a_customer_who_withdraws_consent_is_no_longer_remembered() throws Exception {
        String email = "back-" + UUID.randomUUID() + "@example.com";
        post("/consent", Map.of("granted", "true"));
        thanks(JSON.readTree(published("enamel-mug", 1100, email).value()));
        post("/consent", Map.of("granted", "false"));
        post("/consent", Map.of("granted", "true"));

        assertThat(JSON.readTree(published("enamel-mug", 1100, email).value())
                        .path("customerSegmentation")
                        .asString())
                .isEqualTo("new");
    }

    @Test
    void an_order_of_the_shop_itself_is_marked_and_its_browser_sends_no_purchase() throws Exception {
        post("/consent", Map.of("granted", "true"));
        JsonNode message =
                JSON.readTree(published("enamel-mug", 1100, "Ann@Staff.example").value());
        String thanks = thanks(message);

        assertThat(message.path("internal").asBoolean()).isTrue();
        assertThat(message.has("customerSegmentation")).isFalse();
        assertThat(SCHEMA.validate(message)).isEmpty();
        assertThat(thanks).contains("Thank").doesNotContain("data-pixel-event=\"Purchase\"");
    }

    /** Opens the thanks page, which empties the cart. */
    private String thanks(JsonNode message) throws Exception {
        UUID order = UUID.fromString(message.path("orderId").asString());
        return get("/thanks/" + Order.number(order)).body();
    }

    private ConsumerRecord<String, byte[]> published(String sku, long amount) throws Exception {
        return published(sku, amount, "sealed@example.com");
    }

    private ConsumerRecord<String, byte[]> published(String sku, long amount, String email) throws Exception {
        String session = checkout(sku);
        STRIPE.pay(session, amount, email);
        completed(session);
        String event = eventId(session);
        List<ConsumerRecord<String, byte[]>> found = await().until(
                        () -> Topic.read(
                                "shop.order-completed.v1",
                                record -> new String(record.value(), StandardCharsets.UTF_8).contains(event)),
                        records -> !records.isEmpty());
        return found.getFirst();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("../contracts/order-completed.v1.schema.json")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
