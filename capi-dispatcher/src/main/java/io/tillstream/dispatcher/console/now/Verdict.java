package io.tillstream.dispatcher.console.now;

import java.time.Duration;
import java.util.List;

/** Whether the books balance. The two sides are read seconds apart, so the samples of the last half minute decide. */
enum Verdict {
    /** Kafka's history is not completely read yet. */
    READING,
    /** No order was missing in some sample of the last half minute. */
    BALANCED,
    /** The difference is no larger than the number of orders that come in the seconds between reading the two sides. */
    BETWEEN,
    /** Orders are in no column, or the columns have orders that no shop reports. */
    APART;

    private static final int WHOLE = 100;
    /** A shorter span does not show how fast orders come. */
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(10);

    private static final Duration LATELY = Duration.ofSeconds(30);
    /** The shop writes its side every five seconds, and Kafka's offsets are read every five. */
    private static final int SECONDS_BETWEEN = 8;

    /** @param samples the oldest first, at least one */
    static Verdict of(List<Sample> samples) {
        Sample newest = samples.getLast();
        if (newest.percentRead() < WHOLE) {
            return READING;
        }
        List<Sample> lately = samples.stream()
                .filter(sample -> sample.percentRead() == WHOLE
                        && sample.at().isAfter(newest.at().minus(LATELY)))
                .toList();
        if (lately.stream().anyMatch(sample -> sample.books().missing() == 0)) {
            return BALANCED;
        }
        double perSecond = lately.stream()
                .mapToDouble(sample -> Math.max(sample.paidPerSecond(), sample.settledPerSecond()))
                .max()
                .orElse(0);
        boolean shortLook = lately.getFirst().at().plus(SHORTEST_LOOK).isAfter(newest.at());
        return shortLook || Math.abs(newest.books().missing()) <= Math.ceil(perSecond * SECONDS_BETWEEN)
                ? BETWEEN
                : APART;
    }
}
