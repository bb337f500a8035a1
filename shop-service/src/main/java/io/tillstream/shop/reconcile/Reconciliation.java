package io.tillstream.shop.reconcile;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The report of a run of the reconciler: how Stripe's payments compare with our orders.
 *
 * @param since          the run covers what happened at Stripe since then
 * @param finishedAt     null while it runs, and when it stopped early
 * @param paidAtStripe   our orders that have a paid session at Stripe
 * @param paidHere       of these, the orders that are PAID here
 * @param held           of these, the orders that are HELD here
 * @param paidTwice      further paid sessions of the same orders; this money is to be refunded
 * @param settled        orders whose state this run changed, because their webhooks were missed
 * @param notOurs        paid sessions of other programs on the same account
 * @param looked         sessions and events read
 * @param brokeOff       why it stopped early; empty when it did not
 */
record Reconciliation(
        Instant startedAt,
        Instant since,
        @Nullable Instant finishedAt,
        long paidAtStripe,
        long paidHere,
        long held,
        long paidTwice,
        long settled,
        long notOurs,
        long looked,
        String brokeOff) {

    /** Orders that are paid at Stripe, but neither PAID nor HELD here; 0 when all is well. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public long difference() {
        return paidAtStripe - paidHere - held;
    }
}
