package io.tillstream.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The goals of the dispatcher, and whether it reaches them. */
record Aims(Table atOnce, Table delayed) {

    private record Aim(String what, double aim, double reached) {

        String row() {
            return String.format(
                    Locale.ROOT, "| %s | %,.2f | %,.2f | %s |%n", what, aim, reached, reached >= aim ? "yes" : "no");
        }
    }

    String markdown() {
        return "| aim | at least | measured | reached |\n|---|---:|---:|---|\n"
                + all().stream().map(Aim::row).collect(Collectors.joining());
    }

    private List<Aim> all() {
        return List.of(
                new Aim(
                        "events per CPU second, 0 ms",
                        50_000,
                        atOnce.median(Contender.Name.DISPATCHER, Measurement::eventsPerCpuSecond)),
                new Aim("events per CPU second against the floor, 0 ms", 0.7, perCpuSecond(Contender.Name.FLOOR)),
                new Aim(
                        "events per CPU second against the SDK in thousands, 0 ms",
                        2.5,
                        perCpuSecond(Contender.Name.SDK_IN_THOUSANDS)),
                new Aim("events per CPU second against the tutorial, 0 ms", 25, perCpuSecond(Contender.Name.TUTORIAL)),
                new Aim(
                        "events per second against the tutorial, 50 ms",
                        1000,
                        delayed.dispatcherAgainst(Contender.Name.TUTORIAL, Measurement::eventsPerSecond)));
    }

    private double perCpuSecond(Contender.Name contender) {
        return atOnce.dispatcherAgainst(contender, Measurement::eventsPerCpuSecond);
    }
}
