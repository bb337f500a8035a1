package io.tillstream.shop.reconcile;

import io.tillstream.shop.payment.Notice;
import io.tillstream.shop.payment.OurOrders;
import io.tillstream.shop.payment.Payments;
import io.tillstream.shop.sale.SalesSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds what webhooks missed. It reads Stripe's events since the watermark, checks open orders, and compares Stripe's paid
 * sessions with our paid orders. Webhooks and other shops may run at the same time, because settling twice changes nothing.
 */
@Component
class Reconciler {

    /** Stripe may list an event a little later than its date. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final StripeHistory history;
    private final Payments payments;
    private final OurOrders ourOrders;
    private final OpenOrders openOrders;
    private final ReconcilerRow row;
    private final ReconcilerSettings settings;
    private final SalesSettings sales;
    private final JsonMapper json;
    private final Clock clock;

    Reconciler(
            StripeHistory history,
            Payments payments,
            OurOrders ourOrders,
            OpenOrders openOrders,
            ReconcilerRow row,
            ReconcilerSettings settings,
            SalesSettings sales,
            JsonMapper json,
            Clock clock) {
        this.history = history;
        this.payments = payments;
        this.ourOrders = ourOrders;
        this.openOrders = openOrders;
        this.row = row;
        this.settings = settings;
        this.sales = sales;
        this.json = json;
        this.clock = clock;
    }

    /** Runs since the watermark; the first time, as far back as the settings say. */
    Optional<Reconciliation> run(Consumer<Reconciliation> progress) {
        return run(unseenSince(), progress);
    }

    private Instant unseenSince() {
        return row.watermark()
                .map(seen -> seen.minus(OVERLAP))
                .orElseGet(() -> clock.instant().minus(settings.firstRun()));
    }

    /**
     * @param since    at most 30 days ago
     * @param progress receives a report every two seconds, and at the end
     * @return empty when another shop is running it
     */
    Optional<Reconciliation> run(Instant since, Consumer<Reconciliation> progress) {
        if (!row.take(LEASE)) {
            return Optional.empty();
        }
        // A run that begins later leaves a gap, so it does not move the watermark.
        boolean whole = !since.isAfter(unseenSince());
        ReconcilerTally tally = new ReconcilerTally(since, clock, report -> {
            row.keep(LEASE, report);
            progress.accept(report);
        });
        try {
            new ReconcilerRun(history, payments, ourOrders, json, Notice.types(sales), tally).go(openOrders);
        } finally {
            // Also after an exception: another shop may run next, and the watermark does not move.
            row.end(tally.report(), whole);
            progress.accept(tally.report());
        }
        return Optional.of(tally.report());
    }
}
