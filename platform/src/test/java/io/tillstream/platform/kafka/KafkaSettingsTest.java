package io.tillstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol=TLS|KAFKA_SECURITY_PROTOCOL is 'TLS'; it must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL",
                "protocol=SASL_SSL,user=a,password=b,mechanism=SCRAM|KAFKA_SASL_MECHANISM is 'SCRAM'; it must be one of",
                "protocol=SASL_SSL,password=b|KAFKA_SASL_USERNAME is missing: KAFKA_SECURITY_PROTOCOL is SASL_SSL",
                "protocol=SASL_PLAINTEXT,user=a|KAFKA_SASL_PASSWORD is missing: KAFKA_SECURITY_PROTOCOL is SASL_PLAINTEXT",
                "user=a|KAFKA_SASL_USERNAME is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT",
                "protocol=SSL,password=b|KAFKA_SASL_PASSWORD is set, but KAFKA_SECURITY_PROTOCOL is SSL",
                "passwordFile=b|KAFKA_SASL_PASSWORD_FILE is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT",
                "protocol=SASL_SSL,user=a,password=b,passwordFile=c|are both set. Unset one of them",
                "protocol=SASL_SSL,user=a,passwordFile=/nowhere/c|KAFKA_SASL_PASSWORD_FILE is '/nowhere/c', which cannot be",
                "protocol=SASL_SSL,user=a,password=b,mechanism=OAUTHBEARER|KAFKA_SASL_TOKEN_URL is missing",
                "protocol=SASL_SSL,user=a,password=b,url=https://x|KAFKA_SASL_MECHANISM is SCRAM-SHA-512",
                "trust=/nowhere/ca.pem|KAFKA_SSL_TRUST_CERTIFICATES is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT",
                "protocol=SSL,trust=/nowhere/ca.pem|KAFKA_SSL_TRUST_CERTIFICATES is '/nowhere/ca.pem', which cannot be read",
                "protocol=SSL,trust=pom.xml|KAFKA_SSL_TRUST_CERTIFICATES is 'pom.xml', which has no line with 'CERTIFICATE",
                "protocol=SSL,certificate=a.pem|KAFKA_SSL_CERTIFICATE and KAFKA_SSL_PRIVATE_KEY belong together",
                "protocol=SSL,key=a.pem|KAFKA_SSL_CERTIFICATE and KAFKA_SSL_PRIVATE_KEY belong together"
            })
    void a_contradiction_is_refused_with_the_variables_name(String values, String sentence) {
        assertThatThrownBy(() -> settings(values)).hasMessageContaining(sentence);
    }

    @Test
    void an_empty_password_file_and_a_password_with_a_line_break_are_refused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "\n");

        assertThatThrownBy(() -> settings("protocol=SASL_SSL,user=a,passwordFile=" + file))
                .hasMessageContaining("which is empty. Write the password to it");
        assertThatThrownBy(() -> settings("protocol=SASL_SSL,user=a,password=b\nc"))
                .hasMessageContaining("KAFKA_SASL_PASSWORD contains a line break");
    }

    @Test
    void without_variables_nobody_signs_in_and_nothing_is_encrypted() {
        KafkaSettings plain = settings("user=,password=");

        assertThat(plain.signsIn()).isFalse();
        assertThat(plain.encrypts()).isFalse();
        assertThat(SignIn.properties(plain)).isEmpty();
    }

    @Test
    void the_password_is_in_no_text_for_logs() {
        assertThat(settings("protocol=SASL_SSL,user=ann,password=geheim").toString())
                .contains("ann")
                .doesNotContain("geheim");
    }

    static KafkaSettings settings(String text) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(text.split(",")).map(each -> each.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        return new KafkaSettings(
                values.getOrDefault("protocol", ""),
                values.getOrDefault("mechanism", ""),
                values.get("user"),
                values.get("password"),
                values.get("passwordFile"),
                values.get("url"),
                values.get("scope"),
                values.get("trust"),
                values.get("certificate"),
                values.get("key"));
    }
}
