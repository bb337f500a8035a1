package io.tillstream.dispatcher.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.order.CustomerSeal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckMessageCommandTest {

    private static final Path SAMPLES = Path.of("../contracts/samples");
    private static final String KEYS = "k:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final CustomerSeal SEAL = CustomerSeal.of(KEYS, JsonMapper.shared());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void a_right_message_is_shown_as_the_event_that_meta_gets() throws IOException {
        int code = check(
                Files.readString(SAMPLES.resolve("customer-data-keys.txt")).strip(),
                "",
                SAMPLES.resolve("payment-link.json").toString());

        assertThat(code).as(said()).isZero();
        assertThat(said())
                .doesNotContain("problem:", "ines.moreau")
                .contains("The Kafka header ce_type of this message must be io.tillstream.order-completed.v1.")
                .endsWith("Nothing is wrong with the message.\n");
        JsonNode event = event();
        assertThat(event.path("event_id").asString()).isEqualTo("cs_live_a1L7mN8oP9qR0sT1uV2wLINK");
        assertThat(event.path("user_data").path("em").get(0).asString()).matches("[0-9a-f]{64}");
        assertThat(said()).contains("\"value\" : 18.50,");
    }

    @Test
    void a_trial_is_shown_with_the_value_that_is_expected_of_it() throws IOException {
        String sample = Files.readString(SAMPLES.resolve("start-trial-expected-value.json"));
        assertThat(check("", sample, "-")).as(said()).isZero();
        assertThat(said()).contains("\"value\" : 19.00,", "\"currency\" : \"USD\"");

        assertThat(check("", sample.replace("\"event\": \"StartTrial\",", ""), "-"))
                .isEqualTo(1);
        assertThat(said()).contains("problem: expectedValue is there, but the value of a Purchase is its total");
    }

    @Test
    void without_keys_all_but_the_customer_is_checked() throws IOException {
        assertThat(check("", Files.readString(SAMPLES.resolve("renewal.json")), "-"))
                .isZero();

        assertThat(said()).contains("note: The seal was not opened, because CUSTOMER_DATA_KEYS is not set.");
        assertThat(event().path("action_source").asString()).isEqualTo("system_generated");
        assertThat(event().path("user_data").isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'email':'jo@example.com','userAgent':'UA'}|'livemode':true|0|Nothing is wrong",
                "{'email':'jo@example.com','userAgent':'UA'}|'livemode':false|0|note: livemode is false",
                "{'email':'jo@example.com'}|'livemode':true|1|suppresses it as no_user_agent",
                "{'email':'jo@example.com'}|'livemode':true,'actionSource':'chat'|0|'action_source' : 'chat'",
                "{'country':'FR','userAgent':'UA'}|'livemode':true|1|suppresses it as unmatchable",
                "{'email':'jo@example.com','user_agent':'UA','userAgent':'UA'}|'livemode':true|1|the field user_agent inside",
                "{'email':'none@none.com','ip':'203.0.113.7','userAgent':'UA'}|'livemode':true|0|note: em is left out",
                "[]|'livemode':true|1|its content is not a customer",
                "{'email':'jo@example.com','userAgent':'UA'}|'livemode':true,'internal':true|0|suppresses it as internal",
                "{'email':'jo@example.com','userAgent':'UA'}|'livemode':'yes'|1|problem: livemode is a text",
            })
    void a_customer_that_meta_could_not_use_is_a_problem(String customer, String more, int code, String said) {
        String message = message("\"customer\":\""
                + SEAL.close(customer.replace('\'', '"').getBytes(UTF_8)) + "\"," + more.replace('\'', '"'));

        assertThat(check(KEYS, message, "-")).as(said()).isEqualTo(code);
        assertThat(said()).contains(said.replace('\'', '"')).doesNotContain("jo@example.com", "none@none.com");
    }

    @Test
    void a_message_without_consent_is_right_and_meta_gets_nothing() {
        String message = message("\"livemode\":true").replace("granted", "denied");

        assertThat(check(KEYS, message, "-")).isZero();
        assertThat(said())
                .contains("Meta gets nothing. The dispatcher suppresses it as no_consent")
                .doesNotContain("{");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "StartTrial, io.tillstream.order-completed.v1, 1",
        "StartTrial, io.tillstream.subscription-started.v1, 0",
        "Purchase, io.tillstream.subscription-started.v1, 1",
        "Purchase, order, 1",
        "Purchase, io.tillstream.order-completed.v1, 0",
    })
    void the_header_must_fit_the_event(String event, String type, int code) {
        String message =
                message("\"livemode\":true,\"event\":\"" + event + "\"").replace("granted", "denied");

        assertThat(check(KEYS, message, "-", "--type=" + type)).as(said()).isEqualTo(code);
        assertThat(said().contains("problem: The header ce_type says")).isEqualTo(code == 1);
    }

    @ParameterizedTest
    @CsvSource({"'', 2, Usage", "nowhere.json, 2, cannot be read", "--help, 2, Usage", "a b, 2, Usage"})
    void wrong_arguments_are_answered_with_how_it_is_used(String arguments, int code, String said) {
        assertThat(check("", "", arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(code);
        assertThat(said()).contains(said);
    }

    @Test
    void keys_of_another_form_and_what_is_no_message_are_said() {
        assertThat(check("k1", message("\"livemode\":true"), "-")).isEqualTo(2);
        assertThat(check("", "{", "-")).isEqualTo(1);
        assertThat(check("", "{} {}", "-")).isEqualTo(1);
        assertThat(check("", " ".repeat(1 << 20) + "{}", "-")).isEqualTo(1);
        assertThat(said())
                .contains("CUSTOMER_DATA_KEYS has an entry", "is not JSON", "more than 1048576 bytes")
                .doesNotContain("Nothing is wrong");
    }

    @Test
    void an_old_message_is_right_and_is_said_to_be_too_late() {
        String message =
                message("\"livemode\":true").replace("granted", "denied").replace("2026-11-20", "2020-11-20");

        assertThat(check(KEYS, message, "-")).isZero();
        assertThat(said()).contains("Meta takes this event for 7 days");
    }

    @Test
    void the_keys_may_come_from_a_file() {
        String message = SAMPLES.resolve("payment-link.json").toString();
        String keys = SAMPLES.resolve("customer-data-keys.txt").toString();

        assertThat(check(Map.of("CUSTOMER_DATA_KEYS_FILE", keys), "", message)).isZero();
        assertThat(event().path("user_data").path("em").get(0).asString()).matches("[0-9a-f]{64}");

        assertThat(check(Map.of("CUSTOMER_DATA_KEYS_FILE", "nowhere"), "", message))
                .isEqualTo(2);
        assertThat(said()).contains("CUSTOMER_DATA_KEYS_FILE is 'nowhere', which cannot be read");
    }

    private int check(String keys, String stdin, String... arguments) {
        return check(Map.of("CUSTOMER_DATA_KEYS", keys), stdin, arguments);
    }

    private int check(Map<String, String> environment, String stdin, String... arguments) {
        return CheckMessageCommand.run(
                arguments,
                new ByteArrayInputStream(stdin.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                environment);
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private JsonNode event() {
        String said = said();
        return JsonMapper.shared().readTree(said.substring(said.indexOf('{'), said.lastIndexOf('}') + 1));
    }

    private static String message(String more) {
        return """
                {"eventId":"event-1","orderId":"order-1","paidAt":"2026-11-20T08:15:30Z","currency":"SGD","total":"11.00",
                 "items":[{"sku":"mug","name":"Mug","quantity":1,"unitPrice":"11.00"}],"consent":"granted",
                 "sourceUrl":"https://shop.example.com/thanks",""" + more + "}";
    }
}
