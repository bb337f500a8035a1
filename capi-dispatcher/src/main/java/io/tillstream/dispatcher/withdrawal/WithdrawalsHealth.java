package io.tillstream.dispatcher.withdrawal;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Degraded while withdrawals are not known up to now. Not out of service: other instances depend on the same Kafka. */
@Component("withdrawalsHealthIndicator")
class WithdrawalsHealth extends AbstractHealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Orders wait until the withdrawals of consent are known");

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
