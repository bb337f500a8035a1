package io.tillstream.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two runs, by what the dispatcher reaches against the others of the same run. Absolute figures of two runs are not compared:
 * they tell more of the machines.
 */
record Comparison(Result last, Result now) {

    private static final List<Contender.Name> OTHERS =
            List.of(Contender.Name.FLOOR, Contender.Name.SDK_IN_THOUSANDS, Contender.Name.TUTORIAL);

    String markdown() {
        String rows = now.rounds().stream()
                .filter(round -> !round.warmUp())
                .map(Round::delayMillis)
                .distinct()
                .sorted()
                .flatMap(this::rows)
                .collect(Collectors.joining());
        return "Against the run of " + last.origin().date() + ", commit "
                + last.origin().commit() + ":\n\n| the dispatcher's | then | now | change |\n|---|---:|---:|---:|\n"
                + rows;
    }

    private Stream<String> rows(int delay) {
        Table then = Table.of(last, delay);
        Table today = Table.of(now, delay);
        return OTHERS.stream()
                .filter(other -> Stream.of(then, today)
                        .allMatch(table -> table.has(other) && table.has(Contender.Name.DISPATCHER)))
                .flatMap(other -> Stream.of(
                        row("events per CPU second", other, delay, then, today, Measurement::eventsPerCpuSecond),
                        row("events per second", other, delay, then, today, Measurement::eventsPerSecond)));
    }

    private static String row(
            String what, Contender.Name other, int delay, Table then, Table today, ToDoubleFunction<Measurement> of) {
        double before = then.dispatcherAgainst(other, of);
        double after = today.dispatcherAgainst(other, of);
        return String.format(
                Locale.ROOT,
                "| %s ÷ those of the %s, %d ms | %.3f | %.3f | %+.1f %% |%n",
                what,
                other,
                delay,
                before,
                after,
                100 * (after / before - 1));
    }
}
