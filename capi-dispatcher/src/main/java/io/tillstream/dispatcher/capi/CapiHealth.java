package io.tillstream.dispatcher.capi;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether Meta takes events. While it does not, this service is degraded and not dead: to restart it, or to take it out of
 * service, would mend nothing, as its orders wait in Kafka.
 */
@Component("metaHealthIndicator")
class CapiHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Orders wait in Kafka until Meta takes events again");

    private final Guard guard;

    CapiHealth(Guard guard) {
        this.guard = guard;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.status(guard.open() && guard.closed() ? Status.UP : DEGRADED)
                .withDetail("breaker", guard.state())
                .withDetail(
                        "next request in",
                        guard.open() ? "now" : guard.remaining().toString());
    }
}
