package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.deadletter.DeadLetterReading;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.deadletter.StoredDeadLetter;
import io.tillstream.dispatcher.dispatch.Forecast;
import io.tillstream.dispatcher.dispatch.OrderMessage;
import io.tillstream.dispatcher.dispatch.Suppression;
import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.order.OrderReader;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays the dead letters that would now pass. It sends nothing to Meta: the message goes back into the topic it came from,
 * and the dispatcher that reads it asks the receipts. So nothing is sent twice, however often it is replayed.
 */
@Component
class Replay {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    private final DeadLetters deadLetters;
    private final Receipts receipts;
    private final Forecast forecast;
    private final Actions actions;
    private final OrderReader reader;
    private final Clock clock;

    Replay(
            DeadLetters deadLetters,
            Receipts receipts,
            Forecast forecast,
            Actions actions,
            JsonMapper json,
            Clock clock) {
        this.deadLetters = deadLetters;
        this.receipts = receipts;
        this.forecast = forecast;
        this.actions = actions;
        this.reader = new OrderReader(json);
        this.clock = clock;
    }

    /**
     * Checks all dead letters of a selection, and replays those that would now pass unless it is a dry run.
     *
     * @param progress called after each dead letter
     */
    Report run(Selection selection, boolean dryRun, Consumer<Report> progress) {
        return run(selection, dryRun, Integer.MAX_VALUE, () -> false, progress);
    }

    /**
     * As above, at a limited rate.
     *
     * @param perSecond at most so many dead letters are replayed per second
     * @param cancelled asked before each dead letter; what was replayed stays replayed
     */
    Report run(
            Selection selection, boolean dryRun, int perSecond, BooleanSupplier cancelled, Consumer<Report> progress) {
        // Only their positions, by receipt id: all dead letters of an outage would not fit into memory.
        Map<String, String> letters = new HashMap<>();
        deadLetters.forEach(letter -> {
            // Only the last dead letter of an order counts; its headers contain the history.
            letters.remove(letter.receiptId());
            if (selection.fits(letter)) {
                letters.put(letter.receiptId(), letter.letter());
            }
        });
        KnownReceipts known = KnownReceipts.of(letters.keySet(), receipts);
        Report report = Report.start(dryRun, letters.size());
        progress.accept(report);
        long next = System.nanoTime();
        try (DeadLetterReading reading = deadLetters.reading()) {
            for (Map.Entry<String, String> each : sorted(letters)) {
                if (cancelled.getAsBoolean()) {
                    break;
                }
                Look look = look(each, reading, known);
                boolean replayed = look.passes() && !dryRun;
                if (replayed) {
                    LockSupport.parkNanos(next - System.nanoTime());
                    next = Math.max(next, System.nanoTime()) + TimeUnit.SECONDS.toNanos(1) / perSecond;
                    replayed = replay(look);
                }
                report = report.with(
                        new Report.Line(
                                each.getValue(),
                                each.getKey(),
                                look.reason(),
                                look.passes() && !dryRun && !replayed ? "too large for its topic" : look.verdict()),
                        replayed);
                progress.accept(report);
            }
        }
        log.atInfo()
                .addKeyValue("dry_run", dryRun)
                .addKeyValue("selected", report.selected())
                .addKeyValue("replayed", report.replayed())
                .addKeyValue("verdicts", report.verdicts())
                .log("dead letters replayed");
        return report;
    }

    /**
     * Result of checking one dead letter.
     *
     * @param letter  null when it is gone
     * @param message null when it is gone or not needed
     */
    private record Look(
            @Nullable StoredDeadLetter letter, @Nullable OrderMessage message, String verdict, boolean passes) {

        String reason() {
            return letter == null ? "" : letter.reason().text();
        }
    }

    private Look look(Map.Entry<String, String> place, DeadLetterReading reading, KnownReceipts known) {
        StoredDeadLetter letter = reading.deadLetter(place.getValue()).orElse(null);
        if (letter == null) {
            return new Look(null, null, "gone from the dead letters", false);
        }
        String hindrance = hindrance(letter, known);
        if (hindrance != null) {
            return new Look(letter, null, hindrance, false);
        }
        return reading.message(letter)
                .map(origin -> {
                    OrderMessage message = OrderMessage.read(origin, reader);
                    Forecast.Preview preview = forecast.of(message);
                    return new Look(letter, message, preview.verdict(), preview.passes());
                })
                .orElseGet(() -> new Look(letter, null, "gone from its topic", false));
    }

    /** By position in their topic, the fastest order to read them in. */
    private static List<Map.Entry<String, String>> sorted(Map<String, String> letters) {
        return letters.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, String> each) -> Selection.partition(each.getValue()))
                        .thenComparingLong(each -> Selection.offset(each.getValue())))
                .toList();
    }

    /** Why a dead letter is not replayed, whatever its message is; null when nothing forbids it. */
    private @Nullable String hindrance(StoredDeadLetter letter, KnownReceipts known) {
        if (actions.discarded(letter.letter())) {
            return "discarded";
        }
        return known.hindrance(letter, clock.instant());
    }

    /** False when the message is too large for its topic. */
    private boolean replay(Look look) {
        StoredDeadLetter letter = Objects.requireNonNull(look.letter());
        OrderMessage message = Objects.requireNonNull(look.message());
        Instant now = clock.instant();
        int partition = letter.origin().partition();
        if (!deadLetters.sendAgain(letter, message.origin(), now)) {
            return false;
        }
        // The receipt of an unreadable message is keyed by its offset. From now on its event id is the key.
        boolean underItsEventId = letter.receiptId().startsWith(message.id());
        receipts.note(List.of(
                underItsEventId
                        ? Receipt.replayed(partition, letter.receiptId(), now)
                        : Receipt.suppressed(partition, letter.receiptId(), Suppression.READ_SINCE.text(), null, now)));
        return true;
    }
}
