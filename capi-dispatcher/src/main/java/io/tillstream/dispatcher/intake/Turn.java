package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.dispatch.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The right of one consumer to send what it polled. A process that was suspended, or whose batch takes long, may have lost its
 * partitions without knowing. So it asks the broker before a request, unless it asked a moment ago.
 */
final class Turn implements Lease {

    /** Well below every session timeout. */
    private static final Duration SURE = Duration.ofSeconds(3);

    private final Consumer<?, ?> consumer;
    private final Positions positions;
    private final Clock steadyClock;
    private final BooleanSupplier stopping;
    private final Instant end;
    private Instant sureUntil;

    /** @param most maximum time for which it is valid */
    Turn(Consumer<?, ?> consumer, Positions positions, Clock steadyClock, Duration most, BooleanSupplier stopping) {
        this.consumer = consumer;
        this.positions = positions;
        this.steadyClock = steadyClock;
        this.stopping = stopping;
        Instant now = steadyClock.instant();
        this.end = now.plus(most);
        // Not valid at first: the process may have been suspended while it waited for this batch.
        this.sureUntil = now;
    }

    @Override
    public boolean holds() {
        return !stopping.getAsBoolean() && steadyClock.instant().isBefore(end) && ours();
    }

    @Override
    public boolean ours() {
        Instant now = steadyClock.instant();
        if (now.isBefore(sureUntil)) {
            return true;
        }
        if (!positions.stillOurs(consumer)) {
            return false;
        }
        // Counts from before the question, as the process may have been suspended since.
        sureUntil = now.plus(SURE);
        return steadyClock.instant().isBefore(sureUntil);
    }
}
