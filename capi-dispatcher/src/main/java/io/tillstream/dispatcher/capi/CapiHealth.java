package io.tillstream.dispatcher.capi;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether Meta accepts events. While it does not, this service is degraded, not down: a restart would help nothing, and its
 * orders wait in Kafka.
 */
@Component("metaHealthIndicator")
class CapiHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Orders wait in Kafka until Meta takes events again");

    private final Guards guards;

    CapiHealth(Guards guards) {
        this.guards = guards;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Duration wait = guards.longestWait();
        health.status(guards.closed() && wait.isZero() ? Status.UP : DEGRADED)
                .withDetail("breaker", guards.hostState())
                .withDetail("next request in", wait.isZero() ? "now" : wait.toString());
    }
}
