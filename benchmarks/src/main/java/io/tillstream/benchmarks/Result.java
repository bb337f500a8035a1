package io.tillstream.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that one run of a command has measured. It is kept as JSON; tables and pictures are made from it.
 *
 * @param settings the options that were given
 * @param notes    sentences about the run
 * @param rounds   of contenders; none for a curve
 * @param points   of a curve; of other commands, their single figures
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Result(
        String command,
        Origin origin,
        Map<String, String> settings,
        List<String> notes,
        List<Round> rounds,
        List<Point> points) {

    /**
     * @param at     what was varied, such as 12 partitions; of a single group of figures, its name
     * @param values by what they are, with the unit, in the order of the table
     */
    record Point(String at, Map<String, Double> values) {

        double value(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }
}
