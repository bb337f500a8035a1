package io.tillstream.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Two overlapping faults, chosen by a seed. */
record FaultSchedule(long seed, List<Planned> both) {

    /** @param from time since the start of the traffic */
    record Planned(Mishap mishap, Duration from, Duration lasts) {

        Duration until() {
            return from.plus(lasts);
        }

        @Override
        public String toString() {
            return "%s %.1f..%.1f s".formatted(mishap.name(), from.toMillis() / 1e3, until().toMillis() / 1e3);
        }
    }

    /** A step and its time. */
    record Due(Duration at, Mishap.Step step) {}

    static FaultSchedule of(long seed, List<List<Mishap>> kinds) {
        // Without this, neighbouring seeds give similar first numbers.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Mishap first = any(random, kinds);
        Mishap second = any(random, kinds);
        while (second.about().equals(first.about())) {
            second = any(random, kinds);
        }
        Planned one = new Planned(first, Duration.ofMillis(random.nextInt(500, 2000)), length(random, first));
        Planned other = new Planned(
                second, one.from().plusMillis(random.nextLong(one.lasts().toMillis() * 3 / 4)), length(random, second));
        return new FaultSchedule(seed, List.of(one, other));
    }

    private static Mishap any(Random random, List<List<Mishap>> kinds) {
        List<Mishap> kind = kinds.get(random.nextInt(kinds.size()));
        return kind.get(random.nextInt(kind.size()));
    }

    private static Duration length(Random random, Mishap mishap) {
        long least = mishap.least().toMillis();
        return Duration.ofMillis(least + random.nextLong(mishap.most().toMillis() - least + 1));
    }

    List<Due> steps() {
        List<Due> steps = new ArrayList<>();
        for (Planned each : both) {
            steps.add(new Due(each.from(), each.mishap().begins()));
            steps.add(new Due(each.until(), each.mishap().ends()));
        }
        steps.sort(Comparator.comparing(Due::at));
        return steps;
    }

    boolean explainsRepeats() {
        return both.stream().anyMatch(each -> each.mishap().repeats());
    }

    @Override
    public String toString() {
        return both.stream().map(Planned::toString).collect(Collectors.joining(" + "));
    }
}
