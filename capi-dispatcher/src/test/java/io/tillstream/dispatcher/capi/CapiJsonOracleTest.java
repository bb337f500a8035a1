package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.dispatcher.json.JsonOut;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Requests are byte for byte what Jackson writes. */
class CapiJsonOracleTest {

    /** Number of requests; -Dmutations=1000000 for a long run. */
    private static final int REQUESTS = Integer.getInteger("mutations", 50_000);

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            "mug",
            "Mozilla/5.0 (X11)",
            " ",
            "/",
            "\"",
            "\\",
            "\b",
            "\f",
            "\n",
            "\r",
            "\t",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0080",
            "\u00e9",
            "\u2028",
            "\u3042",
            "\ud83d\ude00",
            "\uffff");

    private final Random random = new Random(18);

    @Test
    void any_request_is_what_jackson_writes() {
        JsonOut reused = new JsonOut();
        for (int each = 0; each < REQUESTS; each++) {
            List<CapiEvent> events = new ArrayList<>();
            for (int event = random.nextInt(3); event >= 0; event--) {
                events.add(event());
            }
            Map<String, String> parameters = new TreeMap<>(Map.of("access_token", text()));
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            JacksonCapiJson.write(events, parameters, expected);

            reused.reset();
            CapiJson.write(events.stream().map(EncodedEvent::of).toList(), parameters, reused);

            assertThat(new String(reused.bytes(), 0, reused.length(), StandardCharsets.UTF_8))
                    .isEqualTo(expected.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_text_with_an_unpaired_surrogate_is_not_written() {
        assertThatThrownBy(() -> new JsonOut().text("a\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonOut().text("\udc00a")).isInstanceOf(IllegalArgumentException.class);
    }

    private CapiEvent event() {
        List<CapiEvent.Content> contents = new ArrayList<>();
        for (int content = random.nextInt(4); content > 0; content--) {
            contents.add(new CapiEvent.Content(text(), random.nextInt(Integer.MAX_VALUE), amount()));
        }
        return new CapiEvent(
                "Purchase",
                text(),
                Instant.ofEpochSecond(random.nextLong(-5, 5_000_000_000L)),
                "website",
                maybe(),
                maybe(),
                HashedCustomer.of(new Customer(
                        "jo" + random.nextInt(9) + "@example.com",
                        random.nextBoolean() ? null : "+656123456" + random.nextInt(10),
                        maybe(),
                        "f",
                        null,
                        maybe(),
                        null,
                        maybe(),
                        "GB",
                        maybe(),
                        maybe(),
                        "203.0.113.7",
                        maybe(),
                        null,
                        null)),
                random.nextInt(5) == 0 ? null : new CapiEvent.Money(amount(), "SGD"),
                text(),
                contents,
                random.nextBoolean() ? null : "new_customer_to_business",
                random.nextBoolean() ? null : new CapiEvent.DataProcessing(List.of("LDU"), 1, random.nextInt()));
    }

    private BigDecimal amount() {
        return switch (random.nextInt(6)) {
            case 0 -> new BigDecimal("0.00");
            case 1 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(-3, 25));
            case 2 -> BigDecimal.valueOf(random.nextInt(100), 4);
            case 3 -> new BigDecimal("123456789012345678901234567890.12");
            default -> BigDecimal.valueOf(random.nextInt(), 2).abs();
        };
    }

    private String maybe() {
        return random.nextInt(3) == 0 ? null : text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        // Most texts are of one kind, and need no escapes.
        int kinds = random.nextBoolean() ? 7 : PIECES.size();
        for (int piece = random.nextInt(12); piece >= 0; piece--) {
            text.append(PIECES.get(random.nextInt(kinds)));
        }
        return text.toString();
    }
}
