package io.tillstream.benchmarks;

import java.time.Duration;

/**
 * One contender in one round.
 *
 * @param wall time from the start to the arrival of the last event; for the dispatcher, to its last commit
 * @param cpu  time of all threads of its process
 */
record Measurement(Arrivals.Taken taken, Duration wall, Duration cpu) {

    double eventsPerSecond() {
        return taken.events() / seconds(wall);
    }

    double cpuSecondsPer100000() {
        return 100_000 * seconds(cpu) / taken.events();
    }

    double eventsPerCpuSecond() {
        return taken.events() / seconds(cpu);
    }

    double bytesPerEvent() {
        return (double) taken.bytes() / taken.events();
    }

    double eventsPerRequest() {
        return (double) taken.events() / taken.requests();
    }

    private static double seconds(Duration duration) {
        return Math.max(duration.toNanos(), 1) / 1e9;
    }
}
