package io.tillstream.benchmarks;

import java.util.Arrays;
import java.util.Map;

/** Quantiles of durations in milliseconds. */
final class Quantiles {

    /** With fewer, the slowest thousandth is one event by chance. */
    private static final int ENOUGH = 2000;

    private final double[] sorted;

    Quantiles(double[] millis) {
        if (millis.length == 0) {
            throw new BenchmarkProblem("Nothing was timed");
        }
        this.sorted = millis.clone();
        Arrays.sort(sorted);
    }

    /** The smallest duration that at least this share does not exceed. */
    double at(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** Adds the columns of a table; p99.9 only when enough were timed. */
    void addTo(Map<String, Double> values, String what) {
        values.put(what + " p50, ms", at(0.5));
        values.put(what + " p99, ms", at(0.99));
        if (sorted.length >= ENOUGH) {
            values.put(what + " p99.9, ms", at(0.999));
        }
    }
}
