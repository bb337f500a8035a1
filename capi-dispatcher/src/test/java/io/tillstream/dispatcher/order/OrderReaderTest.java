package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reading a message from its bytes returns what Jackson's binding returns. */
class OrderReaderTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final CustomerReader CUSTOMERS = new CustomerReader(JSON);
    private static final byte[] CUSTOMER = """
            {"email":"jo@example.com","phone":"+65 6123 4567","name":"Jo \\u00e9 Tan","gender":"f","birthDate":"1988-02-29",
             "city":"Singapore","state":"x","postalCode":"238801","country":"SG","externalId":"b-1","customerId":"c-1",
             "ip":"203.0.113.7","userAgent":"Mozilla/5.0","fbp":"fb.1.1.2","fbc":"fb.1.1.3"}""".getBytes(UTF_8);

    /** Number of broken messages; -Dmutations=1000000 for a long run. */
    private static final int MUTATIONS = Integer.getInteger("mutations", 50_000);

    @ParameterizedTest
    @MethodSource("samples")
    void an_order_in_the_usual_form_is_read_without_the_binding(byte[] message) {
        assertThat(PlainOrderReader.read(message)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void reading_without_the_binding_returns_what_the_binding_returns(byte[] message) {
        assertThat(PlainOrderReader.read(message)).isEqualTo(bound(OrderReader.binding(JSON), message));
    }

    @Test
    void a_customer_in_the_usual_form_is_read_without_the_binding() {
        assertThat(plain(CUSTOMER)).isEqualTo(CUSTOMERS.read(CUSTOMER, CUSTOMER.length));
        assertThat(plain(CUSTOMER).email()).isEqualTo("jo@example.com");
        assertThat(plain(CUSTOMER).name()).isEqualTo("Jo \u00e9 Tan");
    }

    @Test
    void a_broken_message_is_read_only_as_the_binding_reads_it() {
        assertThat(readPlainly(samples(), OrderReader.binding(JSON), PlainOrderReader::read))
                .isGreaterThan(MUTATIONS / 100);
    }

    @Test
    void a_broken_customer_is_read_only_as_the_binding_reads_it() {
        assertThat(readPlainly(List.of(CUSTOMER), CustomerReader.binding(JSON), OrderReaderTest::plain))
                .isGreaterThan(MUTATIONS / 100);
    }

    private static @Nullable Customer plain(byte[] content) {
        return CustomerReader.plain(content, content.length);
    }

    private static int readPlainly(
            List<byte[]> samples, ObjectReader binding, Function<byte[], @Nullable Object> plainly) {
        Mutations mutations = new Mutations(18);
        int read = 0;
        for (int each = 0; each < MUTATIONS; each++) {
            byte[] message = mutations.of(samples.get(each % samples.size()));
            Object plain = plainly.apply(message);
            if (plain != null) {
                read++;
                assertThat(plain).as(new String(message, UTF_8)).isEqualTo(bound(binding, message));
            }
        }
        return read;
    }

    private static Object bound(ObjectReader binding, byte[] message) {
        try {
            return binding.readValue(message);
        } catch (JacksonException e) {
            return e;
        }
    }

    /** The contract's samples except the one with limited data use, which is rare and left to the binding. */
    private static List<byte[]> samples() {
        try (var files = Files.list(Path.of("../contracts/samples"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("limited-data-use.json"))
                    .sorted()
                    .map(OrderReaderTest::bytes)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
