package io.tillstream.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results with given figures. */
final class Samples {

    private Samples() {}

    /** A round of 1000 events. */
    static Round round(boolean warmUp, int number, int delay, Contender.Name contender, double eventsPerCpuSecond) {
        return new Round(
                warmUp,
                number,
                delay,
                contender,
                new Measurement(1000, 2, 900_000, 0.5, 1000 / eventsPerCpuSecond, 0.001, 0.002, 6_000_000, 200L << 20));
    }

    static Result result(String date, double dispatcher, double floor) {
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            rounds.add(round(false, number, 0, Contender.Name.DISPATCHER, dispatcher));
            rounds.add(round(false, number, 0, Contender.Name.FLOOR, floor));
            rounds.add(round(false, number, 0, Contender.Name.SDK_IN_THOUSANDS, 20_000));
            rounds.add(round(false, number, 0, Contender.Name.TUTORIAL, 2_000));
        }
        Map<String, Double> rest = new LinkedHashMap<>();
        rest.put("ready after, s", 7.5);
        rest.put("resident, MB", 240.0);
        return new Result(
                "measure",
                new Origin(Instant.parse(date), "abc", 2, "A < B", 8000, "Linux amd64", "JVM 25", 0.1),
                Map.of("orders", "1000"),
                List.of("Steady."),
                rounds,
                List.of(new Result.Point("dispatcher at rest", rest)));
    }
}
