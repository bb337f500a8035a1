package io.tillstream.dispatcher.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Degraded while the actions of operators are not known up to now. */
@Component("operatorActionsHealthIndicator")
class ActionsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "This instance may not follow operators' actions now");

    private final Actions actions;

    ActionsHealth(Actions actions, MeterRegistry registry) {
        this.actions = actions;
        Gauge.builder("dispatcher.operator.actions.behind", actions, Actions::behindSeconds)
                .description("Age of the known state of operators' actions; a few seconds normally")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void watch() {
        actions.report();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.status(actions.known() ? Status.UP : DEGRADED).withDetail("behind seconds", actions.behindSeconds());
    }
}
