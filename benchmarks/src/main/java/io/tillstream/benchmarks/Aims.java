package io.tillstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The goals of the dispatcher, and whether one run reaches them. */
record Aims(Result result) {

    /** @param most whether the aim is an upper bound */
    private record Aim(String what, boolean most, double aim, double measured) {

        String row() {
            boolean reached = most ? measured <= aim : measured >= aim;
            return String.format(
                    Locale.ROOT,
                    "| %s | %s %,.2f | %,.2f | %s |%n",
                    what,
                    most ? "at most" : "at least",
                    aim,
                    measured,
                    reached ? "yes" : "no");
        }
    }

    /** Empty when the run measured nothing that has a goal. */
    String markdown() {
        List<Aim> all = all();
        return all.isEmpty()
                ? ""
                : "| aim of the dispatcher | | measured | reached |\n|---|---:|---:|---|\n"
                        + all.stream().map(Aim::row).collect(Collectors.joining());
    }

    private List<Aim> all() {
        List<Aim> all = new ArrayList<>();
        Table atOnce = Table.of(result, 0);
        if (atOnce.has(Contender.Name.DISPATCHER)) {
            all.add(new Aim(
                    "events per CPU second, 0 ms",
                    false,
                    50_000,
                    atOnce.median(Contender.Name.DISPATCHER, Measurement::eventsPerCpuSecond)));
            all.add(perCpuSecond(atOnce, Contender.Name.FLOOR, 0.6));
            all.add(perCpuSecond(atOnce, Contender.Name.SDK_IN_THOUSANDS, 1.6));
            all.add(perCpuSecond(atOnce, Contender.Name.TUTORIAL, 10));
            all.add(new Aim(
                    "bytes made per event, 0 ms",
                    true,
                    6 * 1024,
                    atOnce.median(Contender.Name.DISPATCHER, Measurement::allocatedPerEvent)));
        }
        Table delayed = Table.of(result, 50);
        if (delayed.has(Contender.Name.DISPATCHER)) {
            all.add(new Aim(
                    "events per second against the SDK in thousands, 50 ms",
                    false,
                    2,
                    delayed.dispatcherAgainst(Contender.Name.SDK_IN_THOUSANDS, Measurement::eventsPerSecond)));
        }
        single("ready after, s", 6, all);
        single("resident, MB", 250, all);
        single("reading of receipts, s", 3, all);
        single("Kafka to door p99, ms", 50, all);
        return all;
    }

    private static Aim perCpuSecond(Table table, Contender.Name contender, double aim) {
        return new Aim(
                "events per CPU second against the " + contender + ", 0 ms",
                false,
                aim,
                table.dispatcherAgainst(contender, Measurement::eventsPerCpuSecond));
    }

    private void single(String what, double most, List<Aim> all) {
        for (Result.Point point : result.points()) {
            if (point.values().containsKey(what)) {
                all.add(new Aim(point.at() + ": " + what, true, most, point.value(what)));
            }
        }
    }
}
