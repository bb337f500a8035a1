package io.tillstream.sandbox.stripe.webhook;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** How a webhook gets to the shop. Forms write the names small and with hyphens: {@code webhook=old-version}. */
public enum Travel {
    AT_ONCE("At once", 1, 0, 0),
    LATE("10 s late", 1, 10, 0),
    BEFORE_REDIRECT("Before the shopper is sent back, and only then", 0, 0, 0),
    LOST("Never: it is lost, and stands in the list of events only", 0, 0, 0),
    TWICE("Twice at the same moment", 2, 0, 0),
    /** What happens within three seconds of it arrives before it. */
    REORDERED("Five times, and after what happens next", 5, 3, 1),
    BAD_SIGNATURE("With a bad signature first, then with the right one", 1, 0, 0),
    OLD_VERSION("In the form of 2019, as an account that was never upgraded sends it", 1, 0, 0);

    private final String text;
    private final int times;
    private final int firstSeconds;
    private final int secondsApart;

    Travel(String text, int times, int firstSeconds, int secondsApart) {
        this.text = text;
        this.times = times;
        this.firstSeconds = firstSeconds;
        this.secondsApart = secondsApart;
    }

    public String text() {
        return text;
    }

    /** For each time that it is delivered, how long after the event; empty if it is not delivered by itself. */
    List<Duration> delays() {
        return IntStream.range(0, times)
                .mapToObj(time -> Duration.ofSeconds(firstSeconds + (long) time * secondsApart))
                .toList();
    }
}
