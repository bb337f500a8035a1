package io.tillstream.dispatcher.withdrawal;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Whether it is known who has taken back their consent. Not in service is no help: another instance asks the same Kafka. */
@Component("withdrawalsHealthIndicator")
class WithdrawalsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Orders wait until it is known whose consent was withdrawn");

    private final Withdrawals withdrawals;

    WithdrawalsHealth(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.status(withdrawals.known() ? Status.UP : DEGRADED)
                .withDetail("behind seconds", withdrawals.behindSeconds());
    }
}
