package io.tillstream.shop.context;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The script as shops' pages load it; the sandbox runs it in a browser. */
class TillstreamScriptTest {

    private final String script = read();

    @Test
    void it_has_less_than_three_kilobytes_compressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(script.getBytes(UTF_8));
        }

        assertThat(compressed.size()).isLessThan(3 * 1024);
    }

    @Test
    void it_needs_nothing_that_a_strict_content_security_policy_forbids() {
        assertThat(script)
                .doesNotContain(
                        "eval(", "new Function", "innerHTML", "document.write", ".style", "insertAdjacentHTML", "`")
                .doesNotContainPattern("setTimeout\\(['\"]")
                .doesNotContainPattern("setAttribute\\('on");
        assertThat(US_ASCII.newEncoder().canEncode(script)).as("ASCII").isTrue();
    }

    @Test
    void its_syntax_is_that_of_2019() {
        assertThat(script).doesNotContain("?.", "??", "await ", "replaceAll(", ".at(", "||=", "import(");
    }

    private static String read() {
        try {
            return Files.readString(Path.of("target/classes/static/tillstream.js"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
