package io.tillstream.benchmarks;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One measured program.
 *
 * @param topic   the topic of its orders
 * @param settled whether it has finished its work after the last event arrived
 */
record Contender(Name name, Program program, String topic, BooleanSupplier settled) {

    /** In the order of the table's rows. */
    enum Name {
        FLOOR("floor", "floor", "1001"),
        DISPATCHER("dispatcher", "dispatcher", "1002"),
        SDK_IN_THOUSANDS("SDK in thousands", "sdk", "1003"),
        TUTORIAL("tutorial", "tutorial", "1004");

        private final String text;
        private final String word;
        private final String pixel;

        Name(String text, String word, String pixel) {
            this.text = text;
            this.word = word;
            this.pixel = pixel;
        }

        /** @param word its name in options */
        static Name of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkProblem("There is no contender '" + word + "'. It is one of "
                            + Arrays.stream(values()).map(Name::word).collect(Collectors.joining(", "))));
        }

        /** Its name in options. */
        String word() {
            return word;
        }

        /** The contender's own Pixel, by which the sink counts. */
        String pixel() {
            return pixel;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
