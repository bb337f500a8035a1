package io.tillstream.benchmarks;

import java.util.function.BooleanSupplier;

/**
 * One measured program.
 *
 * @param topic   the topic of its orders
 * @param settled whether it has finished its work after the last event arrived
 */
record Contender(Name name, Program program, String topic, BooleanSupplier settled) {

    /** In the order of the table's rows. */
    enum Name {
        FLOOR("floor", "1001"),
        DISPATCHER("dispatcher", "1002"),
        SDK_IN_THOUSANDS("SDK in thousands", "1003"),
        TUTORIAL("tutorial", "1004");

        private final String text;
        private final String pixel;

        Name(String text, String pixel) {
            this.text = text;
            this.pixel = pixel;
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
