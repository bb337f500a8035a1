package io.tillstream.dispatcher.receipt;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Not in service before the receipts of the first partitions are here: until then no order is looked at. */
@Component("receiptsHealthIndicator")
class ReceiptsHealth extends AbstractHealthIndicator {

    private final Receipts receipts;

    ReceiptsHealth(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        (receipts.restored() ? health.up() : health.outOfService()).withDetail("remembered", receipts.remembered());
    }
}
