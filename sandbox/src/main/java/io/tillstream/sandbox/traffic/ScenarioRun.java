package io.tillstream.sandbox.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One scenario on its way, or at its end. */
final class ScenarioRun {

    private final Scenario scenario;
    private final Duration length;
    private final Instant began;
    private final AtomicInteger paid = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile String phase = "getting ready";
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

    /** Orders that were paid so far. */
    public int paid() {
        return paid.get();
    }

    /** Purchases that came to nothing, as the shop or Stripe's stand-in did not answer. */
    public int failed() {
        return failed.get();
    }

    /** What goes on, in a few words. */
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
