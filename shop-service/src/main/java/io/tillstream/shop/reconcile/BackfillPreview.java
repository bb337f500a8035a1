package io.tillstream.shop.reconcile;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.payment.OurOrders;
import io.tillstream.shop.stripe.KeyTrouble;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Counts what a backfill would do. It changes nothing. */
@Component
class BackfillPreview {

    private final StripeHistory history;
    private final OurOrders ourOrders;

    BackfillPreview(StripeHistory history, OurOrders ourOrders) {
        this.history = history;
        this.ourOrders = ourOrders;
    }

    /** What the paid sessions of one currency would become. */
    private static final class Count {
        private long missing;
        private long missingMinorUnits;
        private long known;
        private long notWanted;
    }

    /** @return the exit code: 0, or 1 when Stripe did not answer */
    int print(Instant since, PrintStream out) {
        Map<String, Count> counts = new TreeMap<>();
        try {
            history.completeSessions(since, session -> count(session, counts));
        } catch (StripeException e) {
            out.println("Stripe did not answer. " + KeyTrouble.advice(e));
            return 1;
        }
        if (counts.isEmpty()) {
            out.println("Nothing was paid in a Checkout Session since " + since + ".");
        }
        counts.forEach((currency, count) -> out.printf(
                "%s: %d sales of %d minor units would become orders, %d are orders already, %d are not wanted.%n",
                currency, count.missing, count.missingMinorUnits, count.known, count.notWanted));
        out.println("Nothing was changed. Invoices and payments without a Checkout Session are not counted.");
        return 0;
    }

    private void count(Session session, Map<String, Count> counts) {
        if (!OurOrders.isPaid(session)) {
            return;
        }
        String currency =
                session.getCurrency() == null ? "none" : session.getCurrency().toUpperCase(Locale.ROOT);
        Count count = counts.computeIfAbsent(currency, each -> new Count());
        if (ourOrders.of(session).isPresent()) {
            count.known++;
        } else if (ourOrders.miss(session)) {
            count.missing++;
            count.missingMinorUnits += session.getAmountTotal() == null ? 0 : session.getAmountTotal();
        } else {
            count.notWanted++;
        }
    }
}
