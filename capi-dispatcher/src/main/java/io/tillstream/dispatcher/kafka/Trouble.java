package io.tillstream.dispatcher.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a topic cannot be followed; each is said once, however long it lasts. */
final class Trouble {

    private static final Logger log = LoggerFactory.getLogger(Trouble.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final String topic;
    private boolean said;

    Trouble(String topic) {
        this.topic = topic;
    }

    /** Returns after a rest, as what failed is tried again then. */
    void rest(Throwable cause) {
        if (!said) {
            said = true;
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("cause", cause.toString())
                    .log("A topic cannot be followed; trying again every second");
        }
        // An interrupted thread would fail again at once, and not rest either.
        Thread.interrupted();
        LockSupport.parkNanos(REST.toNanos());
    }

    void over() {
        if (said) {
            said = false;
            log.atInfo().addKeyValue("topic", topic).log("The topic is followed again");
        }
    }
}
