package io.tillstream.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Measures the dispatcher, its peers and the floor, and writes results as JSON, tables and pictures. */
public final class Benchmarks {

    private static final Map<String, Command> COMMANDS = Map.<String, Command>of(
            "measure",
            new Measure(),
            "collectors",
            new CollectorSweep(),
            "latency",
            new Latency(),
            "shop",
            new ShopWebhooks(),
            "pages",
            new ShopPages(),
            "backlog",
            new Curve("orders", List.of(10_000, 100_000), 0, DispatcherCurves::backlog),
            "batch",
            new Curve("in a batch", List.of(1, 10, 100, 1000), 50_000, DispatcherCurves::batch),
            "partitions",
            new Curve("partitions", List.of(1, 3, 6, 12, 24), 50_000, DispatcherCurves::partitions),
            "instances",
            new Curve("instances", List.of(1, 2, 4), 100_000, DispatcherCurves::instances),
            "receipts",
            new Curve("receipts", List.of(10_000, 100_000, 1_000_000), 0, DispatcherCurves::receipts));

    /** Makes table and picture of a result again: {@code render --file=measure-2026-11-27T1510.json}. */
    private static final String RENDER = "render";

    private static final String FILE = "file";

    private Benchmarks() {}

    /** @param arguments the project's folder, with the services already built; the command and its options, in one text */
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        Map<String, Set<String>> known = new TreeMap<>();
        COMMANDS.forEach((name, command) -> known.put(name, command.options()));
        known.put(RENDER, Set.of(FILE));
        Options options = Options.of(arguments[1], known);
        Path benchmarks = root.resolve("benchmarks");
        ResultFiles kept = new ResultFiles(benchmarks.resolve("results"));
        ResultFiles files = options.keep()
                ? kept
                : new ResultFiles(benchmarks.resolve("target").resolve("results"));
        if (options.command().equals(RENDER)) {
            Result result = ResultFiles.read(
                    benchmarks.resolve("results").resolve(options.given().getOrDefault(FILE, "")));
            show(files, result, Optional.empty());
            return;
        }
        Command command = Objects.requireNonNull(COMMANDS.get(options.command()));
        Result result = command.run(options, root, benchmarks.resolve("target").resolve("logs"));
        Optional<Result> last = kept.last(options.command());
        System.out.println("\nWritten to " + files.write(result) + "\n");
        show(files, result, last);
    }

    private static void show(ResultFiles files, Result result, Optional<Result> last) {
        Report report = new Report(result, last);
        files.write(result, report.markdown(), report.picture());
        System.out.println(report.markdown());
    }
}
