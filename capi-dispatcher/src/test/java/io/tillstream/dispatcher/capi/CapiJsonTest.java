package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CapiJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"11.00", "1100", "16777217", "1234567.89", "0.00", "5.120", "100000000000"})
    void money_keeps_every_digit(String value) {
        assertThat(CapiText.of(List.of(event(value)))).contains("\"value\":" + value + ",");
    }

    @Test
    void a_purchase_has_what_meta_asks_of_one() {
        JsonNode event = JsonMapper.shared()
                .readTree(CapiText.of(List.of(event("11.00"))))
                .get(0);

        assertThat(event.path("event_name").asString()).isEqualTo("Purchase");
        assertThat(event.path("event_time").asLong()).isEqualTo(1795400000L);
        assertThat(event.path("event_id").asString()).isEqualTo("e1");
        assertThat(event.path("action_source").asString()).isEqualTo("website");
        assertThat(event.path("event_source_url").asString()).isEqualTo("https://shop.example.com/thanks");
        assertThat(event.path("referrer_url").asString()).isEqualTo("https://www.example.org/");
        assertThat(event.path("data_processing_options").toString()).isEqualTo("[\"LDU\"]");
        assertThat(event.path("data_processing_options_country").asInt()).isEqualTo(1);
        assertThat(event.path("data_processing_options_state").asInt()).isEqualTo(1000);
        assertThat(event.path("user_data").path("client_user_agent").asString()).isEqualTo("Mozilla/5.0");
        assertThat(event.path("user_data").path("fbp").asString()).isEqualTo("fb.1.1700000000000.2");
        assertThat(event.path("custom_data").path("currency").asString()).isEqualTo("SGD");
        assertThat(event.path("custom_data").path("num_items").asInt()).isEqualTo(3);
        assertThat(event.path("custom_data").path("customer_segmentation").asString())
                .isEqualTo("new_customer_to_business");
        assertThat(event.path("custom_data").path("contents").toString())
                .isEqualTo("[{\"id\":\"mug\",\"quantity\":3,\"item_price\":1.5}]");
    }

    @Test
    void a_customer_leaves_hashed_and_what_is_not_known_is_left_out() {
        String json = CapiText.of(List.of(event("11.00")));

        assertThat(json).doesNotContain("jo@example.com", "Doe", "null", "\"ct\"", "\"zp\"", "\"fbc\"");
        JsonNode user = JsonMapper.shared().readTree(json).get(0).path("user_data");
        for (String key : List.of("em", "fn", "ln", "country")) {
            assertThat(user.path(key).get(0).asString()).as(key).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void the_number_of_pieces_never_turns_negative() {
        CapiEvent one = event("11.00");
        CapiEvent.Content many = new CapiEvent.Content("mug", 2_000_000_000, BigDecimal.ONE);
        CapiEvent event = new CapiEvent(
                one.name(),
                one.id(),
                one.time(),
                one.actionSource(),
                one.sourceUrl(),
                null,
                one.customer(),
                one.value(),
                one.orderId(),
                List.of(many, many),
                null,
                null);

        assertThat(CapiText.of(List.of(event))).contains("\"num_items\":4000000000");
    }

    @Test
    void a_trial_that_begins_without_a_page_and_a_payment_has_no_address_no_value_and_no_contents() {
        CapiEvent one = event("0.00");
        CapiEvent trial = new CapiEvent(
                "StartTrial",
                "sub_1",
                one.time(),
                "system_generated",
                null,
                null,
                one.customer(),
                null,
                "in_1",
                List.of(),
                null,
                null);

        JsonNode event = JsonMapper.shared().readTree(trial.json());

        assertThat(event.path("event_name").asString()).isEqualTo("StartTrial");
        assertThat(event.path("action_source").asString()).isEqualTo("system_generated");
        assertThat(event.path("custom_data").toString()).isEqualTo("{\"order_id\":\"in_1\"}");
        assertThat(event.has("event_source_url")).isFalse();
        assertThat(event.has("referrer_url")).isFalse();
    }

    private static CapiEvent event(String value) {
        Customer customer = new Customer(
                "jo@example.com",
                null,
                "Jo Doe",
                null,
                null,
                null,
                null,
                null,
                "SG",
                null,
                null,
                "203.0.113.7",
                "Mozilla/5.0",
                "fb.1.1700000000000.2",
                null);
        return new CapiEvent(
                "Purchase",
                "e1",
                Instant.ofEpochSecond(1795400000L),
                "website",
                "https://shop.example.com/thanks",
                "https://www.example.org/",
                HashedCustomer.of(customer),
                new CapiEvent.Money(new BigDecimal(value), "SGD"),
                "o1",
                List.of(new CapiEvent.Content("mug", 3, new BigDecimal("1.5"))),
                "new_customer_to_business",
                new CapiEvent.DataProcessing(List.of("LDU"), 1, 1000));
    }
}
