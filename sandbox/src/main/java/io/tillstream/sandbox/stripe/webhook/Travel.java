package io.tillstream.sandbox.stripe.webhook;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** How a webhook is delivered. Forms use lower case and hyphens: {@code webhook=old-version}. */
public enum Travel {
    AT_ONCE("At once", 1, 0, 0),
    LATE("10 s late", 1, 10, 0),
    BEFORE_REDIRECT("Once, before the shopper is redirected; no retry", 0, 0, 0),
    LOST("Never: only the list of events has it", 0, 0, 0),
    TWICE("Twice at the same time", 2, 0, 0),
    /** Events of the next three seconds arrive before it. */
    REORDERED("Five times, after later events", 5, 3, 1),
    BAD_SIGNATURE("First with a bad signature, then with a valid one", 1, 0, 0),
    OLD_VERSION("In the API version of 2019, as for an account that was never upgraded", 1, 0, 0);

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

    /** The delay of each delivery after the event; empty if there is no automatic delivery. */
    List<Duration> delays() {
        return IntStream.range(0, times)
                .mapToObj(time -> Duration.ofSeconds(firstSeconds + (long) time * secondsApart))
                .toList();
    }
}
