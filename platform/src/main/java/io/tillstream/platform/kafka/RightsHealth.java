package io.tillstream.platform.kafka;

import java.util.Set;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** DEGRADED while Kafka does not allow something that this service needs; a restart would not help. */
class RightsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "A right at Kafka is missing");

    private final Rights rights;

    RightsHealth(Rights rights) {
        this.rights = rights;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Set<Right> missing = rights.missing();
        health.status(missing.isEmpty() ? Status.UP : DEGRADED)
                .withDetail(
                        "missing",
                        missing.stream().map(Right::sentence).sorted().toList());
    }
}
