package io.tillstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple",
                "with blanks and ; and =",
                "quote\"in the middle",
                "quote at the end\"",
                "back\\slash",
                "back\\\"both",
                "ends in a backslash\\",
                "\\n is no line break",
                "'single'",
                "пароль-密码-🔑",
                "a\"; javax.Evil required x=\"y"
            })
    void kafka_reads_every_password_as_it_was_written(String password) {
        Map<String, String> properties = SignIn.properties(
                new KafkaSettings("SASL_SSL", "", "ann \"of\" \\shop", password, null, null, null, null, null, null));

        assertThat(properties).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        JaasContext read = context(properties);
        assertThat(read.configurationEntries()).singleElement().satisfies(entry -> {
            assertThat(entry.getLoginModuleName()).endsWith(".ScramLoginModule");
            assertThat(entry.getOptions()).isEqualTo(Map.of("username", "ann \"of\" \\shop", "password", password));
        });
    }

    @Test
    void each_mechanism_has_its_login_module() {
        assertThat(module("PLAIN", "")).endsWith(".PlainLoginModule");
        assertThat(module("SCRAM-SHA-256", "")).endsWith(".ScramLoginModule");
        assertThat(module("OAUTHBEARER", ",url=https://idp.example.com/token,scope=kafka"))
                .endsWith(".OAuthBearerLoginModule");
    }

    private static String module(String mechanism, String more) {
        return context(SignIn.properties(KafkaSettingsTest.settings(
                        "protocol=SASL_SSL,user=a,password=b,mechanism=" + mechanism + more)))
                .configurationEntries()
                .getFirst()
                .getLoginModuleName();
    }

    @Test
    void a_new_password_in_the_file_is_used_for_the_next_connection(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        Map<String, String> properties =
                SignIn.properties(KafkaSettingsTest.settings("protocol=SASL_SSL,user=ann,passwordFile=" + file));
        assertThat(properties).containsEntry("sasl.client.callback.handler.class", PasswordFromFile.class.getName());
        PasswordFromFile passwords = new PasswordFromFile();
        passwords.configure(Map.of(), "SCRAM-SHA-512", context(properties).configurationEntries());

        assertThat(answers(passwords)).isEqualTo(List.of("ann", "first"));
        Files.writeString(file, "second");
        assertThat(answers(passwords)).isEqualTo(List.of("ann", "second"));
    }

    private static List<String> answers(PasswordFromFile passwords) throws Exception {
        NameCallback name = new NameCallback("name: ");
        PasswordCallback password = new PasswordCallback("password: ", false);
        passwords.handle(new Callback[] {name, password});
        return List.of(name.getName(), new String(password.getPassword()));
    }

    private static JaasContext context(Map<String, String> properties) {
        return JaasContext.loadClientContext(
                Map.of("sasl.jaas.config", new Password(properties.get("sasl.jaas.config"))));
    }
}
