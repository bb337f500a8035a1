package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

class MissingSettingsIT {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "META_PIXEL_ID||Meta's Events Manager under Data sources",
                "META_PIXEL_ID|abc|it is a number",
                "META_ACCESS_TOKEN||Generate access token",
                "META_ACCESS_TOKEN|two words|has white space in it",
                "META_ACCESS_TOKEN|changeme|stands for a token",
                "META_ACCESS_TOKEN|Bearer EAAG|the word Bearer",
                "META_API_BASE|graph.facebook.com|must be http:// or https://",
                "META_ACCESS_TOKEN_FILE|/nowhere/token|cannot be read",
                "META_ACCESS_TOKEN_FILE|pom.xml|are both set",
                "META_API_VERSION|24|it looks like v25.0",
                "KAFKA_BOOTSTRAP_SERVERS||Set it to some brokers",
                "KAFKA_SECURITY_PROTOCOL|TLS|it must be one of PLAINTEXT, SSL",
                "KAFKA_SASL_USERNAME|ann|Set KAFKA_SECURITY_PROTOCOL to SASL_SSL, or unset KAFKA_SASL_USERNAME",
                "CUSTOMER_DATA_KEYS||the same value as in the shop",
                "CUSTOMER_DATA_KEYS|k1:c2hvcnQ=|has 5 bytes"
            })
    void the_start_stops_with_a_sentence_that_says_how_to_fix_it(String name, String value, String sentence) {
        Map<String, Object> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                "CUSTOMER_DATA_KEYS", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "META_PIXEL_ID", "123",
                "META_ACCESS_TOKEN", "token",
                "MANAGEMENT_PORT", "0",
                "spring.kafka.admin.fail-fast", "false"));
        environment.put(name, value == null ? "" : value);

        Throwable failure = catchThrowable(
                () -> RunningDispatcher.oneAtATime(() -> new SpringApplicationBuilder(DispatcherApplication.class)
                                .properties(environment)
                                .run())
                        .close());

        assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .map(cause -> String.valueOf(cause.getMessage())))
                .anySatisfy(message -> assertThat(message).contains(name, sentence));
    }
}
