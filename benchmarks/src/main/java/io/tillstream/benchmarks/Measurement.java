package io.tillstream.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;

/**
 * One contender in one round.
 *
 * @param wallSeconds    time from the start to the arrival of the last event; for the dispatcher, to its last commit
 * @param cpuSeconds     of all threads of its process
 * @param gcCpuSeconds   of these, in the collector
 * @param jitCpuSeconds  of these, in the compilers
 * @param allocatedBytes of all objects that it made
 * @param peakBytes      the most resident memory of its process, from its start on
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Measurement(
        long events,
        long requests,
        long sentBytes,
        double wallSeconds,
        double cpuSeconds,
        double gcCpuSeconds,
        double jitCpuSeconds,
        long allocatedBytes,
        long peakBytes) {

    private static final double MEGABYTE = 1 << 20;

    static Measurement of(Arrivals.Taken taken, Duration wall, Vitals before, Vitals after) {
        ThreadTimes threads = after.threads().since(before.threads());
        return new Measurement(
                taken.events(),
                taken.requests(),
                taken.bytes(),
                seconds(wall),
                seconds(after.cpu().minus(before.cpu())),
                seconds(threads.gc()),
                seconds(threads.jit()),
                after.allocated() - before.allocated(),
                after.peakResident());
    }

    double eventsPerSecond() {
        return events / wallSeconds;
    }

    double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }

    /** Without the collector's and the compilers' time. */
    double ownMicrosPerEvent() {
        return 1e6 * (cpuSeconds - gcCpuSeconds - jitCpuSeconds) / events;
    }

    double gcMicrosPerEvent() {
        return 1e6 * gcCpuSeconds / events;
    }

    double jitMicrosPerEvent() {
        return 1e6 * jitCpuSeconds / events;
    }

    double allocatedPerEvent() {
        return (double) allocatedBytes / events;
    }

    double bytesPerEvent() {
        return (double) sentBytes / events;
    }

    double eventsPerRequest() {
        return (double) events / requests;
    }

    double peakMegabytes() {
        return peakBytes / MEGABYTE;
    }

    /** At least a nanosecond, as it is divided by. */
    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
