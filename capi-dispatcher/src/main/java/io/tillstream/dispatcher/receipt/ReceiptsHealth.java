package io.tillstream.dispatcher.receipt;

import io.tillstream.dispatcher.settings.RoleSettings;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Out of service until the receipts of the first assignment are read; no order is handled before. Always up for an instance
 * that takes no orders.
 */
@Component("receiptsHealthIndicator")
class ReceiptsHealth extends AbstractHealthIndicator {

    private final Receipts receipts;
    private final RoleSettings roles;

    ReceiptsHealth(Receipts receipts, RoleSettings roles) {
        this.receipts = receipts;
        this.roles = roles;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (!roles.takesOrders()) {
            health.up().withDetail("intake", "off");
            return;
        }
        (receipts.restored() ? health.up() : health.outOfService()).withDetail("remembered", receipts.remembered());
    }
}
