package io.tillstream.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Medians of the rounds at one delay of the sink. */
record Table(List<Round> rounds) {

    static Table of(Result result, int delayMillis) {
        return new Table(result.rounds().stream()
                .filter(round -> !round.warmUp() && round.delayMillis() == delayMillis)
                .toList());
    }

    /** Whether a contender was measured. */
    boolean has(Contender.Name contender) {
        return rounds.stream().anyMatch(round -> round.contender() == contender);
    }

    /** Median over the rounds. */
    double median(Contender.Name contender, ToDoubleFunction<Measurement> of) {
        double[] sorted = rounds.stream()
                .filter(round -> round.contender() == contender)
                .map(Round::measured)
                .mapToDouble(of)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException(contender + " was not measured");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }

    /** The ratio of the dispatcher to a contender. */
    double dispatcherAgainst(Contender.Name contender, ToDoubleFunction<Measurement> of) {
        return median(Contender.Name.DISPATCHER, of) / median(contender, of);
    }

    String markdown() {
        return "| contender | events/s | events per CPU second | CPU µs per event: own, GC, JIT | bytes made per event"
                + " | peak MB | dispatcher per CPU second is | dispatcher's rate is | events per request | bytes per event |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n"
                + Arrays.stream(Contender.Name.values())
                        .filter(this::has)
                        .map(this::row)
                        .collect(Collectors.joining());
    }

    private String row(Contender.Name name) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.1f, %.1f, %.1f | %,.0f | %.0f | %.2f x | %.2f x | %.0f | %.0f |%n",
                name,
                median(name, Measurement::eventsPerSecond),
                median(name, Measurement::eventsPerCpuSecond),
                median(name, Measurement::ownMicrosPerEvent),
                median(name, Measurement::gcMicrosPerEvent),
                median(name, Measurement::jitMicrosPerEvent),
                median(name, Measurement::allocatedPerEvent),
                median(name, Measurement::peakMegabytes),
                dispatcherAgainst(name, Measurement::eventsPerCpuSecond),
                dispatcherAgainst(name, Measurement::eventsPerSecond),
                median(name, Measurement::eventsPerRequest),
                median(name, Measurement::bytesPerEvent));
    }
}
