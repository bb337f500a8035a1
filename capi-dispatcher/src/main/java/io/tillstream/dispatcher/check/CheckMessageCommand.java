package io.tillstream.dispatcher.check;

import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.platform.secret.SecretFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code java -jar capi-dispatcher.jar check-message FILE}: says what is wrong with a message, or shows the event that Meta gets
 * for it. It needs neither Kafka nor Meta; with {@code CUSTOMER_DATA_KEYS}, or its file, it also opens the
 * customer's seal.
 */
public final class CheckMessageCommand {

    private static final String USAGE = """
            Usage: check-message FILE [--type=CE_TYPE]
            FILE has one message, as it is published; - reads it from the standard input.
            CE_TYPE is the message's Kafka header ce_type.""";

    private static final String KEYS = "CUSTOMER_DATA_KEYS";
    private static final String TYPE = "--type=";

    /** Kafka's default for message.max.bytes. */
    private static final int LARGEST = 1 << 20;

    /** Keeps the zeros of amounts. */
    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private CheckMessageCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments the arguments behind {@code check-message}
     * @param in        the standard input
     * @return the exit code: 0 when nothing is wrong with the message, 1 when something is, 2 when the arguments or the keys are
     *     invalid, or the file cannot be read
     */
    public static int run(String[] arguments, InputStream in, PrintStream out) {
        return run(arguments, in, out, System.getenv());
    }

    static int run(String[] arguments, InputStream in, PrintStream out, Map<String, String> environment) {
        String file = null;
        String type = null;
        for (String argument : arguments) {
            if (argument.startsWith(TYPE)) {
                type = argument.substring(TYPE.length());
            } else if (file == null && (argument.equals("-") || !argument.startsWith("-"))) {
                file = argument;
            } else {
                out.println(USAGE);
                return 2;
            }
        }
        if (file == null) {
            out.println(USAGE);
            return 2;
        }
        try (InputStream source = file.equals("-") ? in : Files.newInputStream(Path.of(file))) {
            return check(source.readNBytes(LARGEST + 1), type, environment, out);
        } catch (IOException e) {
            out.println(
                    "The file '" + file + "' cannot be read: " + e.getClass().getSimpleName());
            return 2;
        }
    }

    private static int check(byte[] message, @Nullable String type, Map<String, String> environment, PrintStream out) {
        if (message.length > LARGEST) {
            out.println(
                    "problem: The message has more than " + LARGEST + " bytes, which Kafka does not take by default");
            return 1;
        }
        CustomerSeal seal;
        try {
            String keys = SecretFiles.of(environment, KEYS);
            seal = keys.isBlank() ? null : CustomerSeal.of(keys, JsonMapper.shared());
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        }
        MessageCheck check = MessageCheck.of(message, type, seal, Instant.now());
        check.problems().forEach(problem -> out.println("problem: " + problem + "."));
        check.notes().forEach(note -> out.println("note: " + note + "."));
        if (!check.problems().isEmpty()) {
            return 1;
        }
        if (check.event() != null) {
            out.println("Meta gets this event:");
            out.println(PRETTY.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(PRETTY.readTree(check.event().json())));
        }
        out.println("Nothing is wrong with the message.");
        return 0;
    }
}
