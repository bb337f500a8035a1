package io.tillstream.shop.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import io.tillstream.shop.order.OpenOrders;
import io.tillstream.shop.order.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** One run of the reconciler, and its counts. */
final class ReconcilerRun {

    private static final Logger log = LoggerFactory.getLogger(ReconcilerRun.class);

    /** A session may be paid for a day after it was opened. */
    private static final Duration SESSION_LIFE = Duration.ofHours(24);

    private static final Duration SILENCE = Duration.ofHours(1);
    private static final int MOST_SILENT = 500;

    /** One without an answer may be odd; several in a row, and it is Stripe that is away. */
    private static final int MOST_IN_A_ROW = 3;

    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final StripeHistory history;
    private final Payments payments;
    private final boolean live;
    private final JsonMapper json;
    private final Instant since;
    private final Clock clock;
    private final Consumer<Reconciliation> progress;

    private final Instant startedAt;
    private final Set<String> asked = new HashSet<>();
    private final Set<UUID> paid = new HashSet<>();
    private long paidHere;
    private long held;
    private long paidTwice;
    private long settled;
    private long notOurs;
    private long looked;
    private long nextWord = System.nanoTime() + PROGRESS.toNanos();
    private int unanswered;
    private int inARow;
    private @Nullable Instant finishedAt;
    private String brokeOff = "";

    ReconcilerRun(
            StripeHistory history,
            Payments payments,
            boolean live,
            JsonMapper json,
            Instant since,
            Clock clock,
            Consumer<Reconciliation> progress) {
        this.history = history;
        this.payments = payments;
        this.live = live;
        this.json = json;
        this.since = since;
        this.clock = clock;
        this.progress = progress;
        this.startedAt = clock.instant();
    }

    void go(OpenOrders openOrders) {
        try {
            history.events(since, Notice.TYPES, event -> apart(event.getId(), () -> take(event)));
            for (String session : openOrders.unheardOf(startedAt.minus(SILENCE), MOST_SILENT)) {
                apart(session, () -> settled(payments.settle(session)));
            }
            openOrders.expireUnopened(startedAt.minus(SESSION_LIFE));
            history.completeSessions(
                    since.minus(SESSION_LIFE), session -> apart(session.getId(), () -> compare(session)));
            if (unanswered == 0) {
                finishedAt = clock.instant();
            } else {
                brokeOff = "Stripe did not answer about " + unanswered + " of all";
            }
        } catch (StripeException e) {
            brokeOff = KeyTrouble.tell(log, e)
                    ? "Stripe does not take the key for it"
                    : "Stripe did not answer (" + e.getStatusCode() + ")";
        } catch (NoAnswer e) {
            brokeOff = "Stripe did not answer";
        }
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

    private void take(Event event) {
        looked();
        Notice notice = Notice.about(
                event.getType(),
                Boolean.TRUE.equals(event.getLivemode()),
                event.getAccount(),
                json.readTree(event.getDataObjectDeserializer().getRawJson()));
        // The newest comes first, and Stripe is asked how it stands now: older news of the same add nothing, once it
        // was
        // asked. What is not ours is counted with the sessions, where each is once.
        if (notice.foreign(live).isEmpty()
                && !asked.contains(notice.about())
                && payments.worthAsking(notice)
                && asked.add(notice.about())) {
            settled(payments.settle(notice, Instant.ofEpochSecond(event.getCreated())));
        }
    }

    /** One that is odd is told and passed over: the others are settled all the same. */
    private void apart(String id, Runnable work) {
        try {
            work.run();
        } catch (NoAnswer | DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            unanswered++;
            log.atError()
                    .setCause(e)
                    .addKeyValue("id", id)
                    .log(
                            "The reconciler cannot read something of Stripe's. It goes on with the rest, and tries this one again with every run. Report it");
        }
    }

    private void compare(Session session) {
        looked();
        if (SessionOutcome.of(session) != SessionOutcome.PAID) {
            return;
        }
        Optional<Order> found = payments.order(session);
        if (found.isEmpty()) {
            // Ours all the same, perhaps, with its row lost.
            found = payments.isOurs(session) ? settled(payments.settle(session.getId())) : found;
        }
        if (found.isEmpty()) {
            notOurs++;
            return;
        }
        Order order = found.get();
        if (!order.paid() || !payments.knows(session.getPaymentIntent())) {
            // Not here yet, or once more by another payment.
            order = settled(payments.settle(session.getId())).orElse(order);
        }
        if (!paid.add(order.id())) {
            paidTwice++;
        } else if (order.state() == Order.State.HELD) {
            held++;
        } else if (order.state() == Order.State.PAID) {
            paidHere++;
        }
    }

    private Optional<Order> settled(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Known known -> {
                inARow = 0;
                settled += known.moved() ? 1 : 0;
                yield Optional.of(known.order());
            }
            case Settlement.NotOurs foreign -> {
                inARow = 0;
                yield Optional.empty();
            }
            case Settlement.Unreachable unreachable -> {
                unanswered++;
                if (++inARow == MOST_IN_A_ROW) {
                    throw new NoAnswer();
                }
                yield Optional.empty();
            }
        };
    }

    private void looked() {
        looked++;
        if (System.nanoTime() > nextWord) {
            nextWord = System.nanoTime() + PROGRESS.toNanos();
            progress.accept(report());
        }
    }

    /** Ends the run where Stripe stops answering. */
    private static final class NoAnswer extends RuntimeException {}
}
