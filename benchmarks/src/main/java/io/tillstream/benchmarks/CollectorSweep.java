package io.tillstream.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs all contenders with each collector, and names the best one for each. */
final class CollectorSweep implements Command {

    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";

    /** Compact headers suit each collector, but are no default of JDK 25. */
    private static final List<List<String>> ALL = List.of(
            List.of("-XX:+UseSerialGC"),
            List.of("-XX:+UseSerialGC", COMPACT),
            List.of("-XX:+UseParallelGC"),
            List.of("-XX:+UseParallelGC", COMPACT),
            List.of("-XX:+UseG1GC"),
            List.of("-XX:+UseG1GC", COMPACT),
            List.of("-XX:+UseZGC", COMPACT));

    private static final int ORDERS = 50_000;
    private static final int ROUNDS = 3;
    private static final int MOST_WARM_UPS = 8;

    @Override
    public Set<String> options() {
        return Set.of("orders", "rounds", "warm-ups");
    }

    @Override
    public Result run(Options options, Path root, Path logs) {
        Origin origin = Origin.of(root);
        int orders = options.number("orders", ORDERS);
        Map<List<String>, Table> tables = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (List<String> jvm : ALL) {
            System.out.println("With " + String.join(" ", jvm));
            try (House house = new House(root, logs)) {
                Map<Contender.Name, List<String>> forAll =
                        Arrays.stream(Contender.Name.values()).collect(Collectors.toMap(name -> name, name -> jvm));
                Rounds rounds = new Rounds(house, new Contenders(house, forAll));
                notes.add(String.join(" ", jvm) + ": "
                        + rounds.warmUp(options.number("warm-ups", MOST_WARM_UPS), orders));
                rounds.run(options.number("rounds", ROUNDS), orders, 0);
                tables.put(
                        jvm,
                        new Table(rounds.all().stream()
                                .filter(round -> !round.warmUp())
                                .toList()));
            }
        }
        notes.add("The best for each: `" + best(tables) + "`");
        return new Result(options.command(), origin, options.shown(), notes, List.of(), points(tables));
    }

    /** Options of the command measure. */
    private static String best(Map<List<String>, Table> tables) {
        return Arrays.stream(Contender.Name.values())
                .map(name -> "--jvm=" + name.word() + ":"
                        + String.join(
                                ",",
                                tables.entrySet().stream()
                                        .max(Comparator.comparingDouble(each -> perCpuSecond(each.getValue(), name)))
                                        .orElseThrow()
                                        .getKey()))
                .collect(Collectors.joining(" "));
    }

    private static List<Result.Point> points(Map<List<String>, Table> tables) {
        List<Result.Point> points = new ArrayList<>();
        tables.forEach((jvm, table) -> {
            Map<String, Double> values = new LinkedHashMap<>();
            for (Contender.Name name : Contender.Name.values()) {
                values.put(name + ", events per CPU second", perCpuSecond(table, name));
                values.put(name + ", peak MB", table.median(name, Measurement::peakMegabytes));
            }
            points.add(new Result.Point(
                    String.join(" ", jvm).replace("-XX:+Use", "").replace("CompactObjectHeaders", "compact"), values));
        });
        return points;
    }

    private static double perCpuSecond(Table table, Contender.Name name) {
        return table.median(name, Measurement::eventsPerCpuSecond);
    }
}
