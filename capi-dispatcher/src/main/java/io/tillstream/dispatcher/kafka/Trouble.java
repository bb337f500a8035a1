package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once when a topic cannot be followed, and once when it can be followed again. */
final class Trouble {

    private static final Logger log = LoggerFactory.getLogger(Trouble.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String topic;
    private boolean logged;

    Trouble(String topic) {
        this.topic = topic;
    }

    /** Logs the cause, and waits a second before the caller tries again. */
    void pause(Throwable cause) {
        if (!logged) {
            logged = true;
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("cause", cause.toString())
                    .log("A topic cannot be followed; retrying every second");
        }
        // Clears the interrupt, with which the next try would fail at once and this wait would be skipped.
        Thread.interrupted();
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    void over() {
        if (logged) {
            logged = false;
            log.atInfo().addKeyValue("topic", topic).log("The topic is followed again");
        }
    }
}
