package io.tillstream.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class SecretFilesTest {

    @TempDir
    private Path folder;

    @Test
    void a_variable_has_the_content_of_its_file_without_the_line_break() throws Exception {
        MockEnvironment environment = environment(Files.writeString(folder.resolve("keys"), "k1:abc\n"));

        assertThat(environment.getProperty("CUSTOMER_DATA_KEYS")).isEqualTo("k1:abc");
    }

    @Test
    void a_variable_that_is_set_as_well_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "k1:abc");

        assertThatThrownBy(() -> read(new MockEnvironment()
                        .withProperty("CUSTOMER_DATA_KEYS", "k1:abc")
                        .withProperty("tillstream.secret-files.customer-data-keys", file.toString())))
                .hasMessage("CUSTOMER_DATA_KEYS and CUSTOMER_DATA_KEYS_FILE are both set. Unset one of them");
    }

    @Test
    void a_missing_and_an_empty_file_are_refused() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");

        assertThatThrownBy(() -> environment(folder.resolve("nowhere")))
                .hasMessage("CUSTOMER_DATA_KEYS_FILE is '" + folder.resolve("nowhere") + "', which cannot be read");
        assertThatThrownBy(() -> environment(empty)).hasMessageContaining("which is empty. Write the secret to it");
    }

    @Test
    void each_new_content_is_passed_on_once_and_a_bad_one_is_told_once(CapturedOutput output) throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "first");
        List<String> taken = new ArrayList<>();
        SecretFiles files = new SecretFiles(environment(file));
        files.watch("CUSTOMER_DATA_KEYS", secret -> {
            if (secret.startsWith("bad")) {
                throw new IllegalArgumentException("it begins with bad");
            }
            taken.add(secret);
        });
        files.watch("SOME_OTHER", taken::add);

        files.look();
        Files.writeString(file, "second");
        files.look();
        files.look();
        Files.writeString(file, "bad");
        files.look();
        files.look();
        Files.delete(file);
        files.look();
        Files.writeString(file, "third");
        files.look();

        assertThat(taken).containsExactly("second", "third");
        assertThat(output.getAll()).containsOnlyOnce("it begins with bad");
    }

    @Test
    void a_command_takes_a_secret_from_its_variable_or_its_file() throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "k1:abc\n");

        assertThat(SecretFiles.of(Map.of(), "KEYS")).isEmpty();
        assertThat(SecretFiles.of(Map.of("KEYS", "k2:abc", "KEYS_FILE", ""), "KEYS"))
                .isEqualTo("k2:abc");
        assertThat(SecretFiles.of(Map.of("KEYS_FILE", file.toString()), "KEYS")).isEqualTo("k1:abc");
        assertThatThrownBy(() -> SecretFiles.of(Map.of("KEYS", "k2:abc", "KEYS_FILE", file.toString()), "KEYS"))
                .hasMessage("KEYS and KEYS_FILE are both set. Unset one of them");
    }

    private static MockEnvironment environment(Path file) {
        return read(new MockEnvironment().withProperty("tillstream.secret-files.customer-data-keys", file.toString()));
    }

    private static MockEnvironment read(MockEnvironment environment) {
        new SecretVariables().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
