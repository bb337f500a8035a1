package io.tillstream.shop.reconcile;

import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.payment.Notice;
import io.tillstream.shop.payment.OurOrders;
import io.tillstream.shop.payment.Payments;
import io.tillstream.shop.payment.SettleResult;
import io.tillstream.shop.stripe.KeyTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** One run of the reconciler. */
final class ReconcilerRun {

    private static final Logger log = LoggerFactory.getLogger(ReconcilerRun.class);

    /** A session can be paid for 24 hours after it was opened. */
    private static final Duration SESSION_LIFE = Duration.ofHours(24);

    /** An open order is checked at most this often. */
    private static final Duration CHECKED_EVERY = Duration.ofHours(1);

    private static final int MOST_CHECKED = 500;

    /** A single missing answer may have its own cause; several in a row mean that Stripe is unreachable. */
    private static final int MOST_UNANSWERED_IN_A_ROW = 3;

    private final StripeHistory history;
    private final Payments payments;
    private final OurOrders ourOrders;
    private final JsonMapper json;
    private final List<String> types;
    private final ReconcilerTally tally;

    private final Set<String> asked = new HashSet<>();
    private int unansweredInARow;

    ReconcilerRun(
            StripeHistory history,
            Payments payments,
            OurOrders ourOrders,
            JsonMapper json,
            List<String> types,
            ReconcilerTally tally) {
        this.history = history;
        this.payments = payments;
        this.ourOrders = ourOrders;
        this.json = json;
        this.types = types;
        this.tally = tally;
    }

    void go(OpenOrders openOrders) {
        Instant startedAt = tally.startedAt();
        try {
            readEvents();
            for (String session : openOrders.takeUnchecked(startedAt.minus(CHECKED_EVERY), MOST_CHECKED)) {
                apart(session, () -> settled(payments.settle(session)));
            }
            openOrders.expireUnopened(startedAt.minus(SESSION_LIFE));
            compareSessions();
            tally.finish();
        } catch (StripeException e) {
            tally.breakOff(
                    KeyTrouble.logged(log, e)
                            ? "Stripe refused STRIPE_SECRET_KEY"
                            : "Stripe did not answer (" + e.getStatusCode() + ")");
        } catch (NoAnswer e) {
            tally.breakOff("Stripe did not answer");
        }
    }

    /** Stripe lists the newest first. They are settled oldest first, so that the first of two sales gets an id they share. */
    private void readEvents() throws StripeException {
        Deque<Seen> seen = new ArrayDeque<>();
        try {
            history.events(tally.since(), types, event -> apart(event.getId(), () -> take(event, seen)));
        } finally {
            for (Seen each : seen) {
                tally.tick();
                apart(each.notice().about(), () -> settled(payments.settle(each.notice(), each.at())));
            }
        }
    }

    /** As with the events, missing orders are placed oldest first. */
    private void compareSessions() throws StripeException {
        Deque<String> missing = new ArrayDeque<>();
        history.completeSessions(
                tally.since().minus(SESSION_LIFE), session -> apart(session.getId(), () -> compare(session, missing)));
        for (String session : missing) {
            tally.tick();
            apart(
                    session,
                    () -> settled(payments.settle(session)).ifPresentOrElse(tally::paidAtStripe, tally::notOurs));
        }
    }

    /** A notice that may change an order, and when Stripe created it. */
    private record Seen(Notice notice, Instant at) {}

    private void take(Event event, Deque<Seen> seen) {
        tally.look();
        Notice notice = Notice.about(
                event.getType(),
                Boolean.TRUE.equals(event.getLivemode()),
                event.getAccount(),
                json.readTree(event.getDataObjectDeserializer().getRawJson()));
        // Settling reads Stripe's present state, so once is enough for each object.
        if (!asked.contains(notice.about()) && ourOrders.canChangeBy(notice) && asked.add(notice.about())) {
            seen.push(new Seen(notice, Instant.ofEpochSecond(event.getCreated())));
        }
    }

    /** Skips an object that cannot be read, and goes on with the others. */
    private void apart(String id, Runnable work) {
        try {
            work.run();
        } catch (NoAnswer | DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            tally.unanswered();
            log.atError()
                    .setCause(e)
                    .addKeyValue("id", id)
                    .log(
                            "The reconciler cannot read an object of Stripe's. It goes on with the others, and tries this one again in every run. Report it");
        }
    }

    private void compare(Session session, Deque<String> missing) {
        tally.look();
        if (!OurOrders.isPaid(session)) {
            return;
        }
        Optional<Order> found = ourOrders.of(session);
        if (found.isEmpty()) {
            if (ourOrders.miss(session)) {
                // Its row is lost, or the webhook of a sale was.
                missing.push(session.getId());
            } else {
                tally.notOurs();
            }
            return;
        }
        Order order = found.get();
        if (!order.paid() || !ourOrders.knowPayment(session)) {
            // Not paid here yet, or paid again by a second payment.
            order = settled(payments.settle(session.getId())).orElse(order);
        }
        tally.paidAtStripe(order);
    }

    private Optional<Order> settled(SettleResult settlement) {
        return switch (settlement) {
            case SettleResult.Known known -> {
                unansweredInARow = 0;
                if (known.moved()) {
                    tally.settled();
                }
                yield Optional.of(known.order());
            }
            case SettleResult.NotOurs notOurs -> {
                unansweredInARow = 0;
                yield Optional.empty();
            }
            case SettleResult.Unreachable unreachable -> {
                tally.unanswered();
                if (++unansweredInARow == MOST_UNANSWERED_IN_A_ROW) {
                    throw new NoAnswer();
                }
                yield Optional.empty();
            }
        };
    }

    /** Ends the run when Stripe stops answering. */
    private static final class NoAnswer extends RuntimeException {}
}
