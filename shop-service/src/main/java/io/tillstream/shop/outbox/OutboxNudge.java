package io.tillstream.shop.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the relay when a message is stored, so that a paid order does not wait for the next poll. */
@Component
class OutboxNudge {

    private final Semaphore given = new Semaphore(0);

    void give() {
        given.release();
    }

    /** Waits for a nudge, at most the given time. Several nudges count as one. */
    void await(Duration most) throws InterruptedException {
        if (given.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            given.drainPermits();
        }
    }
}
