package io.tillstream.dispatcher.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A monotonic time, and a time of day that may step forward or back. */
final class SimulatedClock extends Clock {

    static final Instant BEGINNING = Instant.parse("2026-11-01T00:00:00Z");

    private long millis;
    private long stepped;

    /** Time since the beginning, without the steps of the time of day. */
    long elapsed() {
        return millis;
    }

    void pass(long millis) {
        this.millis += millis;
    }

    void step(Duration by) {
        stepped += by.toMillis();
    }

    /** A clock without the steps. */
    Clock steady() {
        return new Steady();
    }

    @Override
    public Instant instant() {
        return BEGINNING.plusMillis(millis + stepped);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC is the only zone here");
    }

    private final class Steady extends Clock {

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusMillis(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC is the only zone here");
        }
    }
}
