package io.tillstream.shop.reconcile;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How Stripe's books and ours compare, in a run of the reconciler that is going on or was the last.
 *
 * @param since          Stripe was asked for what happened since then
 * @param finishedAt     null while it runs, and when it broke off
 * @param paidAtStripe   orders of ours of which Stripe has a session as paid
 * @param paidHere       of these the orders that are PAID here
 * @param held           of these the orders that are held, as they were not paid as we asked
 * @param paidTwice      further sessions of the same orders that are paid as well: money to give back
 * @param settled        orders that this run brought forward, as no webhook had
 * @param notOurs        sessions and events of others on the same account
 * @param looked         sessions and events looked at
 * @param brokeOff       why it ended before its time; empty when it did not
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

    /** Orders that are paid at Stripe and neither PAID nor held here; 0 when all is well. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public long difference() {
        return paidAtStripe - paidHere - held;
    }
}
