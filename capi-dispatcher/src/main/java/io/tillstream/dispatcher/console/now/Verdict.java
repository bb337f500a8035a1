package io.tillstream.dispatcher.console.now;

import java.time.Duration;
import java.util.List;

/** Whether the books balance. Both sides are read seconds apart, and so they are judged by what was seen lately. */
enum Verdict {
    /** Not everything that Kafka remembers has been read yet. */
    READING,
    /** To the last order, within the last half minute. */
    BALANCED,
    /** No further apart than orders come within the seconds that lie between the readings of both sides. */
    BETWEEN,
    /** Orders are in no column, or columns have orders that no shop knows. */
    APART;

    private static final int WHOLE = 100;
    /** Of a shorter look nobody knows how fast orders come. */
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
