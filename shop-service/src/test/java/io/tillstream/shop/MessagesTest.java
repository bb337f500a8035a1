package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The texts of the pages, in both languages. */
class MessagesTest {

    private final Properties english = texts("messages.properties");
    private final Properties japanese = texts("messages_ja.properties");

    @Test
    void each_text_exists_in_both_languages() {
        assertThat(japanese.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    }

    @Test
    void a_text_without_parameters_has_no_doubled_apostrophe() {
        assertThat(english.values())
                .map(String::valueOf)
                .filteredOn(text -> !text.contains("{"))
                .noneMatch(text -> text.contains("''"));
    }

    private static Properties texts(String file) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", file), UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return texts;
    }
}
