package io.tillstream.dispatcher.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.Mutations;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.order.OrderReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OrderMessageTest {

    private static final OrderReader READER = new OrderReader(JsonMapper.shared());
    private static final Path SAMPLES = Path.of("../contracts/samples");
    private static final String ORDER = """
            {"eventId":"e1","orderId":"o1","paidAt":"2026-11-20T08:15:30Z","currency":"SGD","total":"22.00",
             "items":[{"sku":"mug","name":"Mug","quantity":2,"unitPrice":"11.00"}],"customer":"sealed","consent":"granted",
             "sourceUrl":"https://shop.example.com/thanks","livemode":true,"stripe":{"checkoutSession":"cs_live_1"},
             "dataProcessing":{"options":["LDU"],"country":1,"state":1000}}""";

    @Test
    void an_order_as_the_contract_has_it_is_read() {
        assertThat(read(ORDER)).isInstanceOf(OrderMessage.Order.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", " null ", "\"x\"", "\"\"", "[]", "[null]", "1", "1.7", "true", "{}", "{\"a\":null}"})
    void json_that_is_no_order_is_a_letter(String message) {
        assertThat(letter(message).reason()).isEqualTo(Reason.SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{]", "nul", "<order/>", "{\"eventId\":\"e", "\u0000", "{'eventId':1}", "{\"a\":NaN}"})
    void what_is_no_json_is_a_letter(String message) {
        assertThat(letter(message).reason()).isEqualTo(Reason.UNDECODABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"later\":[", "{\"items\":[{\"sku\":["})
    void a_megabyte_of_brackets_is_a_letter(String opening) {
        assertThat(letter(opening + "[".repeat(1 << 20)).detail()).hasSizeLessThan(200);
        assertThat(letter(opening.repeat((1 << 20) / opening.length())).detail())
                .hasSizeLessThan(200);
    }

    @Test
    void two_messages_in_one_are_a_letter() {
        assertThat(letter(ORDER + ORDER).detail()).doesNotContain("e1");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":2|\"quantity\":1.7",
                "\"quantity\":2|\"quantity\":2.0",
                "\"quantity\":2|\"quantity\":2e0",
                "\"quantity\":2|\"quantity\":1e3",
                "\"quantity\":2|\"quantity\":\"2\"",
                "\"quantity\":2|\"quantity\":\"\"",
                "\"quantity\":2|\"quantity\":true",
                "\"quantity\":2|\"quantity\":null",
                "\"quantity\":2|\"quantity\":0",
                "\"quantity\":2|\"quantity\":-2",
                "\"quantity\":2|\"quantity\":[2]",
                "\"quantity\":2|\"quantity\":4294967298",
                "\"quantity\":2|\"pieces\":2",
                "\"livemode\":true|\"livemode\":\"true\"",
                "\"livemode\":true|\"livemode\":1",
                "\"livemode\":true|\"livemode\":null",
                "\"livemode\":true|\"live\":true",
                "\"consent\":\"granted\"|\"consent\":true",
                "\"consent\":\"granted\"|\"consent\":1",
                "\"consent\":\"granted\"|\"consent\":null",
                "\"country\":1|\"country\":1.5",
                "\"country\":1|\"country\":\"1\"",
                "\"country\":1|\"country\":65",
                "\"state\":1000|\"state\":1000.5",
                "\"state\":1000|\"state\":\"1000\"",
                "\"state\":1000|\"state\":-1",
                "\"state\":1000|\"state\":null",
                "\"state\":1000|\"province\":1000",
                "[\"LDU\"]|[null]",
                "[\"LDU\"]|[\"\"]",
                "[\"LDU\"]|\"LDU\"",
                "\"eventId\":\"e1\"|\"eventId\":17",
                "\"eventId\":\"e1\"|\"eventId\":\"e\\n1\"",
                "\"eventId\":\"e1\"|\"eventId\":\"\"",
                "\"eventId\":\"e1\"|\"eventId\":\"jo@example.com\"",
                "\"eventId\":\"e1\"|\"eventId\":\"e1#suppressed\"",
                "\"eventId\":\"e1\"|\"eventId\":\"-e1\"",
                "\"eventId\":\"e1\"|\"eventId\":\"in-flight\"",
                "\"orderId\":\"o1\"|\"orderId\":\"o 1\"",
                "\"orderId\":\"o1\"|\"orderId\":\"\u00f61\"",
                "\"livemode\":true|\"livemode\":true,\"actionSource\":\"Website\"",
                "\"livemode\":true|\"livemode\":true,\"actionSource\":1",
                "\"livemode\":true|\"livemode\":true,\"event\":\"Lead\"",
                "\"livemode\":true|\"livemode\":true,\"event\":\"purchase\"",
                "\"livemode\":true|\"livemode\":true,\"event\":\"\"",
                "\"livemode\":true|\"livemode\":true,\"site\":\"\"",
                "\"livemode\":true|\"livemode\":true,\"site\":\"a/b\"",
                "\"livemode\":true|\"livemode\":true,\"site\":5",
                "\"sourceUrl\"|\"actionSource\":\"website\",\"url\"",
                "\"sourceUrl\"|\"url\"",
                "https://shop.example.com/thanks|''",
                "\"eventId\":\"e1\"|\"eventId\":\"e\\ud8001\"",
                "\"sku\":\"mug\"|\"sku\":\"\\udc00\"",
                "\"sku\":\"mug\"|\"sku\":5",
                "/thanks\"|/\\ud800\"",
                "\"items\":[{|\"items\":[null,{",
                "\"total\":\"22.00\"|\"total\":\"1e3\"",
                "\"total\":\"22.00\"|\"total\":1e999999999",
                "\"total\":\"22.00\"|\"total\":\"-1\"",
                "\"total\":\"22.00\"|\"total\":\"NaN\"",
                "\"total\":\"22.00\"|\"total\":true",
                "\"unitPrice\":\"11.00\"|\"unitPrice\":\"999999999999.00\"",
            })
    void a_value_of_another_kind_is_a_letter_and_never_guessed_at(String right, String wrong) {
        assertThat(ORDER).contains(right);

        assertThat(letter(ORDER.replace(right, wrong)).reason()).isEqualTo(Reason.SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795162530",
                "1795162530000",
                "1795162530.5",
                "\"1795162530\"",
                "\"1795162530000\"",
                "\"2026-11-20\"",
                "\"2026-11-20T08:15:30\"",
                "\"2026-11-20T08:15:30+01:00\"",
                "\"2026-11-20 08:15:30Z\"",
                "\"Fri, 20 Nov 2026 08:15:30 GMT\"",
                "\"2026-02-30T08:15:30Z\"",
                "\"1999-12-31T23:59:59Z\"",
                "\"0000-00-00T00:00:00Z\"",
                "\"1970-01-01T00:00:00Z\"",
                "\"2101-01-01T00:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"\"",
                "null",
                "true",
                "[2026,11,20]"
            })
    void a_time_of_payment_that_is_not_one_in_utc_is_a_letter(String paidAt) {
        OrderMessage.Unreadable letter = letter(ORDER.replace("\"2026-11-20T08:15:30Z\"", paidAt));

        assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(letter.detail()).startsWith("paidAt ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T08:15:30.250Z",
                "2026-11-20T08:15:30.123456789Z",
                "2026-11-20T08:15:30+00:00",
                "2026-11-20t08:15:30z",
                "2000-01-01T00:00:00Z",
                "2100-12-31T23:59:59Z"
            })
    void a_time_of_payment_in_utc_is_read(String paidAt) {
        assertThat(read(ORDER.replace("2026-11-20T08:15:30Z", paidAt))).isInstanceOf(OrderMessage.Order.class);
    }

    @Test
    void two_lines_of_two_thousand_million_pieces_are_a_letter_and_one_is_not() {
        String line = "{\"sku\":\"mug\",\"quantity\":2000000000,\"unitPrice\":\"0.01\"}";
        String one = ORDER.replaceAll("(?s)\\[\\{.*?}]", "[" + line + "]");

        assertThat(read(one)).isInstanceOf(OrderMessage.Order.class);
        assertThat(letter(one.replace(line, line + "," + line)).detail()).contains("sum of items.quantity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7", "cs_live_a1", "in_1", "WC-1042", "a.b:c_d-e", "3f1c2b7e-8f64-4a0b-9a3e-1f2d3c4b5a69"})
    void an_id_of_any_shop_is_read(String id) {
        assertThat(read(ORDER.replace("\"e1\"", '"' + id + '"'))).isInstanceOf(OrderMessage.Order.class);
        assertThat(read(ORDER.replace("\"o1\"", '"' + id + '"'))).isInstanceOf(OrderMessage.Order.class);
    }

    @Test
    void an_id_has_200_characters_at_the_most() {
        assertThat(read(ORDER.replace("\"e1\"", '"' + "e".repeat(200) + '"'))).isInstanceOf(OrderMessage.Order.class);
        assertThat(letter(ORDER.replace("\"e1\"", '"' + "e".repeat(201) + '"')).detail())
                .startsWith("eventId ");
    }

    @ParameterizedTest(name = "{0} of type {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, read",
                "none, io.tillstream.order-completed.v1, read",
                "none, io.tillstream.subscription-started.v1, refused",
                "Purchase, io.tillstream.order-completed.v1, read",
                "Purchase, io.tillstream.subscription-started.v1, refused",
                "StartTrial, none, read",
                "StartTrial, io.tillstream.subscription-started.v1, read",
                "StartTrial, io.tillstream.order-completed.v1, refused",
                "Subscribe, io.tillstream.subscription-started.v1, read",
                "Subscribe, io.tillstream.order-completed.v1, refused",
            })
    void the_type_of_a_message_fits_its_event(String event, String type, String outcome) {
        String message = event == null ? ORDER : ORDER.replaceFirst("\\{", "{\"event\":\"" + event + "\",");

        OrderMessage incoming = typed(message, type);

        if (outcome.equals("read")) {
            assertThat(incoming).isInstanceOf(OrderMessage.Order.class);
        } else {
            assertThat(incoming).isInstanceOfSatisfying(OrderMessage.Unreadable.class, letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
                assertThat(letter.detail()).contains("ce_type", type);
            });
        }
    }

    @Test
    void an_event_of_another_type_is_no_purchase() {
        assertThat(typed("io.tillstream.order-completed.v1")).isInstanceOf(OrderMessage.Order.class);
        assertThat(typed(null)).isInstanceOf(OrderMessage.Order.class);
        for (String other : List.of("io.tillstream.order-refunded.v1", "", "io.tillstream.order-completed.v2")) {
            assertThat(typed(other)).isInstanceOfSatisfying(OrderMessage.Unreadable.class, letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
                assertThat(letter.detail()).contains("ce_type", "'" + other + "'", OrderMessage.TYPE);
            });
        }
    }

    @Test
    void a_type_that_would_forge_a_log_line_is_cut_and_cleaned() {
        OrderMessage.Unreadable letter =
                (OrderMessage.Unreadable) typed("order\n2026-11-20 ERROR all is lost\u0000é" + "x".repeat(10_000));

        assertThat(letter.detail()).hasSizeLessThan(250).matches("[ -~]+");
    }

    @Test
    void a_hundred_thousand_broken_messages_are_orders_or_letters_and_nothing_else() throws IOException {
        List<byte[]> samples = samples();
        Mutations mutations = new Mutations(14);
        Map<Reason, Integer> letters = new EnumMap<>(Reason.class);
        int orders = 0;
        for (int each = 0; each < 100_000; each++) {
            byte[] message = mutations.of(samples.get(each % samples.size()));
            switch (OrderMessage.read(Origin.unplaced(message), READER)) {
                case OrderMessage.Order order -> orders++;
                case OrderMessage.Unreadable letter -> {
                    letters.merge(letter.reason(), 1, Integer::sum);
                    if (letter.detail().length() > 200 || letter.detail().contains("\n")) {
                        throw new AssertionError(letter.detail());
                    }
                }
            }
        }
        assertThat(orders).isGreaterThan(1_000);
        assertThat(letters.keySet()).containsExactly(Reason.UNDECODABLE, Reason.SCHEMA);
        assertThat(letters.values()).allMatch(count -> count > 1_000);
    }

    private static List<byte[]> samples() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(OrderMessageTest::bytes)
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static OrderMessage typed(String type) {
        return typed(ORDER, type);
    }

    private static OrderMessage typed(String message, String type) {
        return OrderMessage.read(Origin.unplaced(message.getBytes(UTF_8), type), READER);
    }

    private static OrderMessage.Unreadable letter(String message) {
        return (OrderMessage.Unreadable) read(message);
    }

    private static OrderMessage read(String message) {
        return OrderMessage.read(Origin.unplaced(message.getBytes(UTF_8)), READER);
    }
}
