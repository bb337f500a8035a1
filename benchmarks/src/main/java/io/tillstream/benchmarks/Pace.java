package io.tillstream.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A constant rate that does not wait for anybody: what is late is sent at once. */
final class Pace {

    private final long interval;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    }

    /** Waits for the next turn, and returns the time at which it was due, as {@link System#nanoTime}. */
    long await() {
        long due = next;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        next += interval;
        return due;
    }
}
