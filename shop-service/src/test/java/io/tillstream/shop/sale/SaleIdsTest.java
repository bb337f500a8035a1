package io.tillstream.shop.sale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaleIdsTest {

    @ParameterizedTest
    @CsvSource({
        // event_id, tillstream_event_id, client_reference_id, the event id
        "e-1, e-2, r-1, e-1",
        ", e-2, r-1, e-2",
        ", , r-1, r-1",
        ", , , cs_test_1",
        "a@b.example, , r-1, r-1",
        "'has space', , , cs_test_1",
        "in-flight, , , cs_test_1",
    })
    void the_event_id_is_the_first_usable_one(String event, String stated, String reference, String expected) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("event_id", event);
        metadata.put("tillstream_event_id", stated);

        assertThat(SaleIds.of(metadata, reference, "cs_test_1").eventId()).isEqualTo(expected);
    }

    @Test
    void two_payments_that_name_one_order_are_one_order() {
        SaleIds deposit = SaleIds.of(Map.of("order_id", "A-17"), null, "cs_test_1");
        SaleIds balance = SaleIds.of(Map.of("order_id", "A-17"), null, "cs_test_2");

        assertThat(balance.id("live")).isEqualTo(deposit.id("live"));
        assertThat(balance.id("live")).isNotEqualTo(deposit.id("test"));
        assertThat(balance.reference()).isEqualTo("A-17");
    }

    @Test
    void two_payments_of_one_customer_are_two_orders() {
        assertThat(SaleIds.of(Map.of(), "customer-1", "cs_test_1").id("live"))
                .isNotEqualTo(SaleIds.of(Map.of(), "customer-1", "cs_test_2").id("live"));
    }

    @Test
    void an_order_that_is_called_like_a_session_is_not_that_session() {
        assertThat(SaleIds.of(Map.of("order_id", "cs_test_1"), null, "cs_test_2")
                        .id("live"))
                .isNotEqualTo(SaleIds.named("cs_test_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "jo@example.com", "a/b", "a#b", "-a", "in-flight"})
    void an_unusable_order_id_is_ignored(String orderId) {
        assertThat(SaleIds.of(Map.of("order_id", orderId), null, "cs_test_1").reference())
                .isEqualTo("cs_test_1");
    }

    @Test
    void an_id_has_at_most_200_characters() {
        assertThat(SaleIds.of(Map.of("event_id", "a".repeat(200)), null, "cs_test_1")
                        .eventId())
                .hasSize(200);
        assertThat(SaleIds.of(Map.of("event_id", "a".repeat(201)), null, "cs_test_1")
                        .eventId())
                .isEqualTo("cs_test_1");
    }
}
