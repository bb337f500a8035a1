package io.tillstream.shop.reconcile;

import io.tillstream.shop.order.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what one run of the reconciler finds, and reports it every two seconds. */
final class ReconcilerTally {

    private static final Duration REPORTED_EVERY = Duration.ofSeconds(2);

    private final Instant startedAt;
    private final Instant since;
    private final Clock clock;
    private final Consumer<Reconciliation> progress;

    private final Set<UUID> paid = new HashSet<>();
    private long paidHere;
    private long held;
    private long paidTwice;
    private long settled;
    private long notOurs;
    private long looked;
    private int unanswered;
    private long nextReport = System.nanoTime() + REPORTED_EVERY.toNanos();
    private @Nullable Instant finishedAt;
    private String brokeOff = "";

    ReconcilerTally(Instant since, Clock clock, Consumer<Reconciliation> progress) {
        this.startedAt = clock.instant();
        this.since = since;
        this.clock = clock;
        this.progress = progress;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant since() {
        return since;
    }

    /** One more session or event is read. */
    void look() {
        looked++;
        tick();
    }

    /** Reports the progress if it is time. */
    void tick() {
        if (System.nanoTime() > nextReport) {
            nextReport = System.nanoTime() + REPORTED_EVERY.toNanos();
            progress.accept(report());
        }
    }

    /** An order came into another state. */
    void settled() {
        settled++;
    }

    void unanswered() {
        unanswered++;
    }

    void notOurs() {
        notOurs++;
    }

    /** A session of an order is paid at Stripe; every further one of the same order is a second payment. */
    void paidAtStripe(Order order) {
        if (!paid.add(order.id())) {
            paidTwice++;
        } else if (order.state() == Order.State.HELD) {
            held++;
        } else if (order.state() == Order.State.PAID) {
            paidHere++;
        }
    }

    /** The run came to its end. It counts as finished only when every object could be read. */
    void finish() {
        if (unanswered == 0) {
            finishedAt = clock.instant();
        } else {
            brokeOff = "Stripe did not answer, or not readably, about " + unanswered + " sessions and events";
        }
    }

    void breakOff(String cause) {
        brokeOff = cause;
    }

    Reconciliation report() {
        return new Reconciliation(
                startedAt,
                since,
                finishedAt,
                paid.size(),
                paidHere,
                held,
                paidTwice,
                settled,
                notOurs,
                looked,
                brokeOff);
    }
}
