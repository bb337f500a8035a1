package io.tillstream.shop.payment;

import io.tillstream.shop.order.OpenOrders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds what webhooks missed. It reads Stripe's events since it last saw everything, asks about open orders of which
 * nothing was heard, and compares Stripe's paid sessions with our paid orders. Live webhooks and other shops may go on
 * beside it: all it does is settle, which does nothing twice.
 */
@Component
class Reconciler {

    /** Events may be listed a little later than they are dated. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration TURN = Duration.ofMinutes(1);

    private final StripeHistory history;
    private final Payments payments;
    private final OpenOrders openOrders;
    private final ReconcilerRow row;
    private final ReconcilerSettings settings;
    private final StripeSettings stripe;
    private final JsonMapper json;
    private final Clock clock;

    Reconciler(
            StripeHistory history,
            Payments payments,
            OpenOrders openOrders,
            ReconcilerRow row,
            ReconcilerSettings settings,
            StripeSettings stripe,
            JsonMapper json,
            Clock clock) {
        this.history = history;
        this.payments = payments;
        this.openOrders = openOrders;
        this.row = row;
        this.settings = settings;
        this.stripe = stripe;
        this.json = json;
        this.clock = clock;
    }

    /** From where everything has been seen; the first time, as far back as the settings say. */
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
     * @param progress told every two seconds, and at the end
     * @return empty when another shop is at it
     */
    Optional<Reconciliation> run(Instant since, Consumer<Reconciliation> progress) {
        if (!row.take(TURN)) {
            return Optional.empty();
        }
        // A run that looks back less far than that leaves a gap, and so does not move the watermark.
        boolean whole = !since.isAfter(unseenSince());
        ReconcilerRun run = new ReconcilerRun(history, payments, stripe.live(), json, since, clock, report -> {
            row.keep(TURN, report);
            progress.accept(report);
        });
        try {
            run.go(openOrders);
        } finally {
            // Also when it broke off: the turn goes to whoever comes next, and the watermark stays.
            row.end(run.report(), whole);
            progress.accept(run.report());
        }
        return Optional.of(run.report());
    }
}
