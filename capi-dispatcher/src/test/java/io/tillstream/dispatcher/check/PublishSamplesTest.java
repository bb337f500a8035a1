package io.tillstream.dispatcher.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The samples for shops that publish themselves make messages that this dispatcher reads and unseals. */
class PublishSamplesTest {

    private static final String FOLDER = "../contracts/publish/";

    /** SHA-256 of ines.moreau@example.com. */
    private static final String EMAIL = "60ca14c65669771d6caa46c0f345f6488fbc38d1b483a4a210fa1f7dd01ff213";

    /** SHA-256 of inès. */
    private static final String FIRST_NAME = "3d73ccc0fe196a3edcf4cf94e3ec3e227f31b44d3f9839ed8175f3d98d7da74b";

    private static final String KEYS = read("../contracts/samples/customer-data-keys.txt");

    @Test
    void the_java_sample_makes_a_right_message() throws Exception {
        String kafka = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("kafka-clients"))
                .findFirst()
                .orElseThrow();

        isRight(printed(
                System.getProperty("java.home") + "/bin/java", "-cp", kafka, FOLDER + "Publish.java", "--print"));
    }

    @Test
    void the_node_sample_makes_a_right_message() throws Exception {
        assumeTrue(runs("node", "--version"), "node is not on this machine");

        isRight(printed("node", FOLDER + "publish.mjs", "--print"));
    }

    @Test
    void the_python_sample_makes_a_right_message() throws Exception {
        assumeTrue(runs("python3", "-c", "import cryptography"), "python3 with cryptography is not on this machine");

        isRight(printed("python3", FOLDER + "publish.py", "--print"));
    }

    private static void isRight(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = CheckMessageCommand.run(
                new String[] {"-", "--type=io.tillstream.order-completed.v1"},
                new ByteArrayInputStream(message),
                new PrintStream(out, true, UTF_8),
                Map.of("CUSTOMER_DATA_KEYS", KEYS));

        assertThat(code).as(out.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8))
                .startsWith("Meta gets this event:")
                .contains("\"event_id\" : \"WC-1042\"", EMAIL, FIRST_NAME);
    }

    private static byte[] printed(String... command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("CUSTOMER_DATA_KEYS", KEYS);
        Process sample = process.start();
        byte[] printed = sample.getInputStream().readAllBytes();
        assertThat(sample.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sample.exitValue()).isZero();
        return printed;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
