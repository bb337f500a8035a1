package io.tillstream.sandbox.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run of a scenario, running or ended. */
final class ScenarioRun {

    private final Scenario scenario;
    private final Duration length;
    private final Instant began;
    private final AtomicInteger paid = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile String phase = "preparing";
    private volatile @Nullable Instant ended;

    ScenarioRun(Scenario scenario, Duration length, Instant began) {
        this.scenario = scenario;
        this.length = length;
        this.began = began;
    }

    public Scenario scenario() {
        return scenario;
    }

    Duration length() {
        return length;
    }

    public Instant began() {
        return began;
    }

    /** The number of orders paid so far. */
    public int paid() {
        return paid.get();
    }

    /** The number of purchases that failed because the shop or the stand-in for Stripe did not answer. */
    public int failed() {
        return failed.get();
    }

    /** The current phase, for the page. */
    public String phase() {
        return phase;
    }

    public boolean over() {
        return ended != null;
    }

    void paidOne() {
        paid.incrementAndGet();
    }

    void failedOne() {
        failed.incrementAndGet();
    }

    void now(String what) {
        phase = what;
    }

    void stop() {
        stopping.set(true);
    }

    boolean stopping() {
        return stopping.get();
    }

    void end(Instant when) {
        ended = when;
    }
}
