package io.tillstream.benchmarks;

/**
 * A line of the result.
 *
 * @param warmUp      whether it does not count
 * @param number      from 1, within its phase and delay
 * @param delayMillis of the sink's answers
 */
record Round(boolean warmUp, int number, int delayMillis, Contender.Name contender, Measurement measured) {

    @Override
    public String toString() {
        return "%s %d, sink %d ms, %s: %,.0f events/s, %,.0f per CPU second, %,.1f µs own + %.1f GC + %.1f JIT, %,.0f bytes made per event"
                .formatted(
                        warmUp ? "warm-up" : "round",
                        number,
                        delayMillis,
                        contender,
                        measured.eventsPerSecond(),
                        measured.eventsPerCpuSecond(),
                        measured.ownMicrosPerEvent(),
                        measured.gcMicrosPerEvent(),
                        measured.jitMicrosPerEvent(),
                        measured.allocatedPerEvent());
    }
}
