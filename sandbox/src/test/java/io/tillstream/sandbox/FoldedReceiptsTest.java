package io.tillstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedReceiptsTest {

    private final FoldedReceipts receipts = new FoldedReceipts();

    @ParameterizedTest
    @CsvSource({
        "e-1, DEAD_LETTERED, e-1, ACCEPTED, ACCEPTED",
        "e-1, ACCEPTED, e-1#dead_lettered, DEAD_LETTERED, ACCEPTED",
        "e-1#dead_lettered, DEAD_LETTERED, e-1, ACCEPTED, ACCEPTED",
        "e-1, ACCEPTED, e-1, DEAD_LETTERED, ACCEPTED",
        "e-1@2222222222222222, ACCEPTED, e-1#suppressed, SUPPRESSED, ACCEPTED",
        "e-1#suppressed, SUPPRESSED, e-1#dead_lettered, DEAD_LETTERED, DEAD_LETTERED",
        "e-1, DEAD_LETTERED, e-1#replayed, REPLAYED, DEAD_LETTERED",
        "e-1, ACCEPTED, in-flight, IN_FLIGHT, ACCEPTED"
    })
    void an_acceptance_wins_else_the_newest_receipt(
            String firstKey, String first, String secondKey, String second, String verdict) {
        add(firstKey, first, 1);
        add(secondKey, second, 2);

        assertThat(receipts.byId()).containsOnlyKeys("e-1");
        assertThat(receipts.byId().get("e-1").path("status").asString()).isEqualTo(verdict);
    }

    @Test
    void the_offset_of_an_unreadable_message_is_not_read_as_a_dataset() {
        add("shop.order-completed.v1-3@17", "DEAD_LETTERED", 1);
        add("shop.order-completed.v1-3@18#dead_lettered", "DEAD_LETTERED", 2);

        assertThat(receipts.byId()).containsOnlyKeys("shop.order-completed.v1-3@17", "shop.order-completed.v1-3@18");
    }

    @Test
    void a_deleted_key_has_no_receipt() {
        receipts.add("e-1", null, 1);

        assertThat(receipts.byId()).isEmpty();
    }

    private void add(String key, String status, long at) {
        receipts.add(key, "{\"status\":\"%s\"}".formatted(status).getBytes(UTF_8), at);
    }
}
