package io.tillstream.dispatcher.operator;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Whether it is known what operators have ordered. */
@Component("operatorActionsHealthIndicator")
class ActionsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "What operators order now may not be obeyed by this instance");

    private final Actions actions;

    ActionsHealth(Actions actions) {
        this.actions = actions;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.status(actions.known() ? Status.UP : DEGRADED).withDetail("behind seconds", actions.behindSeconds());
    }
}
