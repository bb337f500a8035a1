package io.tillstream.benchmarks;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the JVMs are warm: the last three rounds of each contender differ by less than 5 % in events per CPU second.
 *
 * @param rounds  number of rounds of warm-up
 * @param spreads by contender, the highest of the last three rounds divided by the lowest, less one
 */
record Steadiness(int rounds, Map<Contender.Name, Double> spreads) {

    private static final int COMPARED = 3;
    private static final double LEAST = 0.05;

    /** @param all rounds of warm-up, oldest first */
    static Steadiness of(List<Round> all) {
        Map<Contender.Name, List<Round>> byContender =
                all.stream().collect(Collectors.groupingBy(Round::contender, TreeMap::new, Collectors.toList()));
        int rounds = byContender.values().stream().mapToInt(List::size).max().orElse(0);
        return new Steadiness(
                rounds,
                rounds < COMPARED
                        ? Map.of()
                        : byContender.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> spread(each.getValue()),
                                        (one, other) -> one,
                                        TreeMap::new)));
    }

    private static double spread(List<Round> rounds) {
        DoubleSummaryStatistics last = rounds.subList(Math.max(0, rounds.size() - COMPARED), rounds.size()).stream()
                .mapToDouble(each -> each.measured().eventsPerCpuSecond())
                .summaryStatistics();
        return last.getMax() / last.getMin() - 1;
    }

    boolean reached() {
        return !spreads.isEmpty() && widest() < LEAST;
    }

    private double widest() {
        return spreads.values().stream().max(Comparator.naturalOrder()).orElse(Double.POSITIVE_INFINITY);
    }

    /** A sentence about the warm-up. */
    @Override
    public String toString() {
        if (spreads.isEmpty()) {
            return "Fewer than three rounds of warm-up.";
        }
        String all = spreads.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%s %.1f %%", each.getKey(), 100 * each.getValue()))
                .collect(Collectors.joining(", "));
        return reached()
                ? "Steady after " + rounds + " rounds of warm-up; the last three differ by: " + all + "."
                : "Not steady after " + rounds + " rounds of warm-up; the last three differ by: " + all + ".";
    }
}
