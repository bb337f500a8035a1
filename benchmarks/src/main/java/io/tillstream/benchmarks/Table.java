package io.tillstream.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Medians of the measurements at one delay of the sink. */
record Table(Map<Contender.Name, List<Measurement>> measurements) {

    /** Median over the rounds. */
    double median(Contender.Name contender, ToDoubleFunction<Measurement> of) {
        double[] sorted = measurements.getOrDefault(contender, List.of()).stream()
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
        return "| contender | events/s | CPU s per 100,000 | events per CPU second | dispatcher's events per CPU second are"
                + " | dispatcher's rate is | events per request | bytes per event |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|\n"
                + Arrays.stream(Contender.Name.values()).map(this::row).collect(Collectors.joining());
    }

    private String row(Contender.Name name) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %,.0f | %.2f x | %.2f x | %.0f | %.0f |%n",
                name,
                median(name, Measurement::eventsPerSecond),
                median(name, Measurement::cpuSecondsPer100000),
                median(name, Measurement::eventsPerCpuSecond),
                dispatcherAgainst(name, Measurement::eventsPerCpuSecond),
                dispatcherAgainst(name, Measurement::eventsPerSecond),
                median(name, Measurement::eventsPerRequest),
                median(name, Measurement::bytesPerEvent));
    }
}
