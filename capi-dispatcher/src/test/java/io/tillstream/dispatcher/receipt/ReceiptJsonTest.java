package io.tillstream.dispatcher.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A receipt is byte for byte what Jackson writes. */
class ReceiptJsonTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> TEXTS =
            List.of("A1", "no_consent", "", "a\"b", "a\\b", "caf\u00e9", "\n", "\u007f");

    private final Random random = new Random(18);

    @Test
    void any_receipt_is_what_jackson_writes() {
        for (int each = 0; each < 50_000; each++) {
            Receipt receipt = receipt();
            assertThat(new String(ReceiptJson.bytes(receipt), StandardCharsets.UTF_8))
                    .isEqualTo(JSON.writeValueAsString(ReceiptValue.of(receipt)));
        }
    }

    private Receipt receipt() {
        Receipt.Status status = Receipt.Status.values()[random.nextInt(4)];
        return new Receipt(
                random.nextInt(12),
                "id",
                status,
                maybe(),
                maybe(),
                random.nextInt(4) == 0 ? null : sale(),
                random.nextBoolean() ? List.of("em", "ph") : List.of(),
                Instant.EPOCH);
    }

    private Sale sale() {
        Instant paidAt = Instant.ofEpochSecond(
                random.nextLong(946_684_800L, 4_133_980_800L),
                random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
        return new Sale(
                "order-" + random.nextInt(),
                random.nextLong(1L << 40),
                paidAt,
                "EUR",
                BigDecimal.valueOf(random.nextInt(Integer.MAX_VALUE), random.nextInt(5)),
                random.nextBoolean());
    }

    private String maybe() {
        return random.nextBoolean() ? null : TEXTS.get(random.nextInt(random.nextBoolean() ? 2 : TEXTS.size()));
    }
}
