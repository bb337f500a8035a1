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

    static final OrderReader READER = new OrderReader(JsonMapper.shared());
    private static final Path SAMPLES = Path.of("../contracts/samples");
    static final String ORDER = """
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

    static OrderMessage.Unreadable letter(String message) {
        return (OrderMessage.Unreadable) read(message);
    }

    static OrderMessage read(String message) {
        return OrderMessage.read(Origin.unplaced(message.getBytes(UTF_8)), READER);
    }
}
