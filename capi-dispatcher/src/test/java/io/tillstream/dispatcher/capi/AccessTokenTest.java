package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class AccessTokenTest {

    private static final String GOOD = "EAAGm0PX4ZCpsBAKZB|x-y_z.9";

    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(AccessToken.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private int changes;

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"EAAG-secret\"|has a quotation mark around it",
                "'EAAG-secret'|has a quotation mark around it",
                "\u201cEAAG-secret\u201d|has a quotation mark around it",
                "Bearer EAAG-secret|the word Bearer",
                "bearer EAAG-secret|the word Bearer",
                "changeme|stands for a token",
                "CHANGE_ME|stands for a token",
                "your-token|stands for a token",
                "YOUR_ACCESS_TOKEN|stands for a token",
                "xxx|stands for a token",
                "XXXXXXXX|stands for a token",
                "<token>|stands for a token",
                "<your token>|stands for a token",
                "${META_ACCESS_TOKEN}|stands for a token",
                "EAAG secret|has white space in it",
                "EAAG\tsecret|has white space in it",
                "EAAG\u0000secret|a character in it that no token has",
                "EAAG\u00e9secret|a character in it that no token has",
                "EAAG\u200bsecret|a character in it that no token has"
            })
    void what_cannot_be_a_token_stops_the_start_with_a_sentence_that_does_not_quote_it(String text, String sentence)
            throws IOException {
        assertThatThrownBy(() -> settings(text, null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("META_ACCESS_TOKEN ")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("EAAG");
        assertThatThrownBy(() -> settings(GOOD, null, Map.of("777", text)))
                .hasMessageContaining("dispatcher.capi.access-tokens.777 ")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("EAAG");
        Path file = write(text);
        assertThatThrownBy(() -> new AccessToken(settings("", file, Map.of())))
                .hasMessageContaining("META_ACCESS_TOKEN_FILE ")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("EAAG");
    }

    @Test
    void an_empty_file_and_one_of_five_kilobytes_stop_the_start() throws IOException {
        Path file = write("\n");
        assertThatThrownBy(() -> new AccessToken(settings("", file, Map.of()))).hasMessageContaining("FILE is empty");
        write("x".repeat(5000));
        assertThatThrownBy(() -> new AccessToken(settings("", file, Map.of())))
                .hasMessageContaining("more than 1024 characters");
        assertThatThrownBy(() -> settings(GOOD, null, Map.of("777", " "))).hasMessageContaining("777 is empty");
    }

    @Test
    void the_newline_at_the_end_is_no_part_of_a_token() throws IOException {
        Path file = write(GOOD + "\r\n");

        assertThat(new AccessToken(settings("", file, Map.of())).of("1")).isEqualTo(GOOD);
        assertThat(new AccessToken(settings(GOOD + "\n", null, Map.of("777", " t7\n"))).of("1"))
                .isEqualTo(GOOD);
        assertThat(new AccessToken(settings(GOOD, null, Map.of("777", " t7\n"))).of("777"))
                .isEqualTo("t7");
    }

    @Test
    void a_file_that_becomes_bad_leaves_the_last_good_token_and_says_so_once_for_each_change() throws IOException {
        Path file = write(GOOD);
        AccessToken token = new AccessToken(settings("", file, Map.of()));

        write("\"EAAG-quoted\"");
        for (int request = 0; request < 3; request++) {
            assertThat(token.of("1")).isEqualTo(GOOD);
        }
        assertThat(errors()).isEqualTo(1);
        write("");
        assertThat(token.of("1")).isEqualTo(GOOD);
        assertThat(errors()).isEqualTo(2);
        write("EAAG-next");
        assertThat(token.of("1")).isEqualTo("EAAG-next");
        assertThat(token.of("1")).isEqualTo("EAAG-next");

        assertThat(errors()).isEqualTo(2);
        assertThat(lines.list)
                .allMatch(line -> !(line.getFormattedMessage() + line.getKeyValuePairs()).contains("EAAG"));
    }

    @Test
    void a_file_that_is_gone_leaves_the_last_token_and_is_read_again_when_it_is_back() throws IOException {
        Path file = write(GOOD);
        AccessToken token = new AccessToken(settings("", file, Map.of()));

        Files.delete(file);
        assertThat(token.of("1")).isEqualTo(GOOD);
        assertThat(token.of("1")).isEqualTo(GOOD);
        assertThat(lines.list).filteredOn(line -> line.getLevel() == Level.WARN).hasSize(1);
        write("EAAG-back");
        assertThat(token.of("1")).isEqualTo("EAAG-back");
        assertThat(errors()).isZero();
    }

    private long errors() {
        return lines.list.stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .count();
    }

    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), text);
        // A clock whose ticks are coarse would hide one change behind the other.
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-11-25T12:00:00Z").plusSeconds(++changes)));
        return file;
    }

    private static CapiSettings settings(String token, Path file, Map<String, String> ofDatasets) {
        Duration second = Duration.ofSeconds(1);
        return new CapiSettings(
                "1",
                token,
                file,
                ofDatasets,
                null,
                "https://graph.facebook.com",
                "v25.0",
                second,
                second,
                second,
                second,
                second,
                second,
                second);
    }
}
