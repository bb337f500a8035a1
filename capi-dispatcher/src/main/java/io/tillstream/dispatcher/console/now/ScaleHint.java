package io.tillstream.dispatcher.console.now;

import java.time.Duration;
import java.util.List;

/**
 * How many instances are needed.
 *
 * @param in          orders a second, over the last minute
 * @param perInstance orders a second that an instance processed in its best half minute under a constant backlog; 0 when
 *     there was no such half minute
 * @param suffice     number of instances needed, 1 or more; 0 when it is not known
 * @param most        number of instances that the partitions are enough for; more would be idle
 */
record ScaleHint(double in, double perInstance, int suffice, int most) {

    private static final int MINUTE = (int) (60 / Pulse.SECONDS);
    private static final int HALF_A_MINUTE = MINUTE / 2;
    /** With fewer waiting orders there is no backlog: they are in the current batches. */
    private static final int BACKLOG = 100;

    /**
     * @param samples     the oldest first
     * @param concurrency consumers in an instance
     */
    static ScaleHint of(List<Sample> samples, int partitions, int concurrency) {
        double in = samples.subList(Math.max(0, samples.size() - MINUTE), samples.size()).stream()
                .mapToDouble(Sample::paidPerSecond)
                .average()
                .orElse(0);
        double perInstance = 0;
        for (int end = HALF_A_MINUTE; end < samples.size(); end++) {
            List<Sample> window = samples.subList(end - HALF_A_MINUTE, end + 1);
            if (window.stream().allMatch(sample -> sample.waiting() > BACKLOG && sample.instances() > 0)) {
                perInstance = Math.max(perInstance, perInstance(window));
            }
        }
        return new ScaleHint(
                in,
                perInstance,
                perInstance == 0 ? 0 : Math.max(1, (int) Math.ceil(in / perInstance)),
                Math.ceilDiv(partitions, concurrency));
    }

    private static double perInstance(List<Sample> window) {
        double seconds =
                Duration.between(window.getFirst().at(), window.getLast().at()).toMillis() / 1000.0;
        int instances = window.stream().mapToInt(Sample::instances).max().orElseThrow();
        return (window.getLast().passed() - window.getFirst().passed()) / seconds / instances;
    }

    /** Whether the partitions are enough for the number of instances needed. */
    public boolean enough() {
        return suffice <= most;
    }
}
