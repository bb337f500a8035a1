package io.tillstream.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * What a JVM has used since its start.
 *
 * @param cpu          time of all threads
 * @param threads      the parts of {@code cpu} that the collector and the compiler took
 * @param allocated    bytes of all objects that were ever made
 * @param peakResident the most memory that the process ever had, in bytes; 0 where the system does not tell
 */
record Vitals(Duration cpu, ThreadTimes threads, long allocated, long peakResident) {

    static Vitals sum(List<Vitals> all) {
        return all.stream()
                .reduce((one, other) -> new Vitals(
                        one.cpu.plus(other.cpu),
                        one.threads.plus(other.threads),
                        one.allocated + other.allocated,
                        one.peakResident + other.peakResident))
                .orElseThrow();
    }

    Vitals withAllocated(long bytes) {
        return new Vitals(cpu, threads, bytes, peakResident);
    }
}
