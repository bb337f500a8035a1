package io.tillstream.shop.outbox;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** DOWN when the relay's thread is dead, DEGRADED when messages do not reach Kafka. Payment works in both cases. */
@Component("outboxHealthIndicator")
class OutboxHealth extends AbstractHealthIndicator {

    /** Messages older than this count as late; a restarting broker delays them for less. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final OutboxRelay relay;

    OutboxHealth(Outbox outbox, OutboxRelay relay) {
        this.outbox = outbox;
        this.relay = relay;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        long aside = outbox.aside();
        Duration oldest = outbox.oldestAge();
        if (!relay.alive()) {
            health.down();
        } else if (aside > 0 || oldest.compareTo(LATE) > 0) {
            health.status("DEGRADED");
        } else {
            health.up();
        }
        health.withDetail("pending", outbox.pending())
                .withDetail("aside", aside)
                .withDetail("oldestSeconds", oldest.toSeconds());
    }
}
