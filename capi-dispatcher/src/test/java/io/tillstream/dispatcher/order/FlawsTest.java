package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tillstream.dispatcher.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class FlawsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path CONTRACTS = Path.of("../contracts");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(read(CONTRACTS.resolve("order-completed.v1.schema.json")));
    private static final String SAMPLE = read(CONTRACTS.resolve("samples/limited-data-use.json"));

    /** Number of broken messages. */
    private static final int MUTATIONS = 10_000;

    static List<Path> samples() {
        return files("samples");
    }

    static List<Path> refused() {
        return files("refused");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_golden_sample_has_no_flaw_and_follows_the_schema(Path sample) {
        assertThat(Flaws.of(bytes(sample))).isEmpty();
        assertThat(SCHEMA.validate(JSON.readTree(read(sample)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_message_that_is_refused_has_one_flaw(Path refused) {
        assertThat(Flaws.of(bytes(refused))).hasSize(1);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'eventId'|'event_id'|eventId is missing. It must be a text of 1 to 200",
                "'eventId'|'event_id'|event_id is no field of the contract. Leave it out, or correct its name",
                "'54.50'|54.5|total is a number. It must be a decimal text",
                "'54.50'|'54,50'|total is a text of another form. It must be a decimal text",
                "'USD'|'usd'|currency is a text of another form. It must be a currency's three capital letters",
                "'sku': 'sticker'|'sku': ''|items[1].sku is empty. It must be",
                "'quantity': 5|'quantity': '5'|items[1].quantity is a text of another form. It must be a whole number",
                "'unitPrice': '2.50'|'price': '2.50'|items[1].unitPrice is missing. It must be a decimal text",
                "'quantity': 5|'quantity': 2147483647|The sum of items.quantity is too large",
                "https://shop.example.com/thanks|https://shop.example.com/thanks?order=1|sourceUrl is a text of another form",
                "'livemode': true|'livemode': 'true'|livemode is a text of another form. It must be true or false",
                "'granted'|true|consent is true or false. It must be one of denied, granted",
                "'country': 1|'country': 7|dataProcessing.country is a number. It must be 1 for the United States",
                "'LDU'|'ldu'|dataProcessing.options is a list. It must be",
                "'paymentIntent'|'payment'|stripe.payment is no field of the contract",
                "'customer': 'ey|'customer': '|customer is a text of another form. It must be the sealed customer",
            })
    void a_flaw_is_a_sentence_with_the_field_and_what_it_must_be(String right, String wrong, String sentence) {
        String from = right.replace('\'', '"');
        assertThat(SAMPLE).contains(from);
        String to = wrong.replace('\'', '"').replace("\"customer\": \"", "\"customer\": \"jo@example.com ");

        assertThat(Flaws.of(SAMPLE.replace(from, to).getBytes(UTF_8)))
                .anySatisfy(flaw -> assertThat(flaw).startsWith(sentence))
                .noneSatisfy(flaw -> assertThat(flaw).contains("jo@example.com"));
    }

    @Test
    void every_flaw_is_named_at_once() {
        assertThat(of("{\"total\":1,\"items\":[],\"customer\":null}"))
                .hasSize(10)
                .contains("items is empty. It must be a list with at least one item");
        assertThat(of("[]")).containsExactly("The message is a list. It must be a JSON object");
        assertThat(of("{\"total\":1,\"total\":2}"))
                .containsExactly("The message has a field twice in one object. It must be there once");
        assertThat(of("{} {}")).containsExactly("The message is not JSON. It must be one JSON object in UTF-8");
    }

    @Test
    void a_message_without_a_flaw_follows_the_schema_and_is_read() {
        Mutations mutations = new Mutations(23);
        OrderReader reader = new OrderReader(JSON);
        List<byte[]> samples = samples().stream().map(FlawsTest::bytes).toList();
        int right = 0;
        for (int each = 0; each < MUTATIONS; each++) {
            byte[] message = mutations.of(samples.get(each % samples.size()));
            if (Flaws.of(message).isEmpty()) {
                right++;
                assertThat(SCHEMA.validate(JSON.readTree(message)))
                        .as(new String(message, UTF_8))
                        .isEmpty();
                assertThat(reader.read(message)).as(new String(message, UTF_8)).isNotNull();
            }
        }
        assertThat(right).isGreaterThan(MUTATIONS / 100);
    }

    private static List<String> of(String message) {
        return Flaws.of(message.getBytes(UTF_8));
    }

    private static byte[] bytes(Path file) {
        return read(file).getBytes(UTF_8);
    }

    private static List<Path> files(String folder) {
        try (var files = Files.list(CONTRACTS.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
