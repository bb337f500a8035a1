package io.tillstream.dispatcher.console.books;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.receipt.IdTable;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Sale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The dispatchers' side of the books: each order once, however many receipts it has. An order that went to several
 * datasets is accepted once one of them has it. Memory is bounded by the receipts of {@link #KEPT}.
 */
@Component
class ReceiptBooks {

    /** As long as receipts are kept. */
    private static final Duration KEPT = Duration.ofDays(15);

    private static final Duration LATELY = Duration.ofMinutes(5);

    private final Clock clock;
    /** Ids that are accepted or suppressed, by partition. */
    private final Map<Integer, IdTable> done = new TreeMap<>();

    /** Dead-lettered orders, by event id. */
    private final Map<String, DayBooks.Entry> dead = new HashMap<>();
    /** When each receipt id was dead-lettered: an order for several datasets may be accepted by some of them. */
    private final Map<String, Instant> deadIds = new HashMap<>();

    private final Map<String, Instant> replays = new HashMap<>();
    private final DayBooks days;
    private final PassedOffsets passed = new PassedOffsets();
    private final LastRequests requests = new LastRequests();
    private final Timer paidToAccepted = Timer.builder("paid.to.accepted")
            .publishPercentiles(0.5, 0.95, 0.99)
            .distributionStatisticExpiry(LATELY)
            .distributionStatisticBufferLength(5)
            .register(new SimpleMeterRegistry());

    private long read;

    ReceiptBooks(Clock clock) {
        this.clock = clock;
        this.days = new DayBooks(clock, this::forget);
    }

    synchronized void add(Receipt receipt) {
        if (receipt.status() != Receipt.Status.REPLAYED) {
            read++;
        }
        String id = receipt.id();
        passed.add(receipt);
        switch (receipt.status()) {
            case REPLAYED -> replays.put(id.substring(0, id.length() - Receipt.REPLAYED_SUFFIX.length()), receipt.at());
            case ACCEPTED, SUPPRESSED -> {
                deadIds.remove(id);
                settle(order(id), receipt);
            }
            case DEAD_LETTERED -> {
                deadIds.put(id, receipt.at());
                addDead(order(id), receipt);
            }
        }
        days.remember(LocalDate.ofInstant(receipt.at(), ZoneOffset.UTC));
    }

    /** Receipts of settled orders that have been read so far; those of replays do not count. */
    synchronized long read() {
        return read;
    }

    private boolean done(String id) {
        return done.values().stream().anyMatch(table -> table.done(id));
    }

    private void settle(String order, Receipt receipt) {
        IdTable table = done.computeIfAbsent(receipt.partition(), each -> new IdTable(KEPT));
        if (!receipt.id().equals(order)) {
            table.put(receipt.id(), receipt.status(), receipt.at());
        }
        if (done(order)) {
            return;
        }
        table.put(order, receipt.status(), receipt.at());
        remove(dead.remove(order));
        if (receipt.sale() == null) {
            // The receipt names no order; it only ends a dead letter.
            return;
        }
        days.add(DayBooks.Entry.of(receipt));
        if (receipt.status() == Receipt.Status.ACCEPTED) {
            days.addMatchKeys(receipt);
            requests.accepted(String.valueOf(receipt.fbtraceId()));
            time(receipt);
        }
    }

    private void addDead(String order, Receipt receipt) {
        if (!done(order)) {
            remove(dead.remove(order));
            DayBooks.Entry entry = DayBooks.Entry.of(receipt);
            dead.put(order, entry);
            days.add(entry);
        }
    }

    private void remove(DayBooks.@Nullable Entry entry) {
        if (entry != null) {
            days.remove(entry);
        }
    }

    private void time(Receipt receipt) {
        Sale sale = receipt.sale();
        if (sale != null && receipt.at().isAfter(clock.instant().minus(LATELY))) {
            Duration took = Duration.between(sale.paidAt(), receipt.at());
            paidToAccepted.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    /** Called when a day leaves the books. */
    private void forget(LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        dead.values().removeIf(entry -> !entry.row().day().isAfter(day));
        deadIds.values().removeIf(at -> at.isBefore(end));
        replays.values().removeIf(at -> at.isBefore(end));
    }

    /** The event id, without the dataset that follows it in the receipts of an order for several datasets. */
    private static String order(String id) {
        int at = id.indexOf('@');
        // The key of an unreadable message also contains an @, but at another position.
        return at == 36 ? id.substring(0, at) : id;
    }

    /** How many orders of a range have a receipt already, though the group has not committed their offsets yet. */
    synchronized long settled(int partition, long from, long to) {
        return passed.count(partition, from, to);
    }

    /** @param from the first day */
    synchronized void forEach(LocalDate from, BiConsumer<DayBooks.Row, Tally> each) {
        days.forEach(from, each);
    }

    /** The number of accepted events with each match key. */
    synchronized void forEachKey(LocalDate from, BiConsumer<String, Long> each) {
        days.forEachMatchKey(from, each);
    }

    /** The number of events in the newest accepted requests. */
    Batches batches() {
        return requests.batches();
    }

    /** Paid to accepted over the last five minutes. */
    HistogramSnapshot paidToAccepted() {
        return paidToAccepted.takeSnapshot();
    }

    /** Whether the newest receipt of an id is ACCEPTED or SUPPRESSED. */
    synchronized boolean settled(String receiptId) {
        return !deadIds.containsKey(receiptId) && done(receiptId);
    }

    /** The partition of a settled order's receipt; empty when no such order is settled. */
    synchronized OptionalInt partition(String eventId) {
        return done.entrySet().stream()
                .filter(table -> table.getValue().done(eventId))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** When a dead letter was last replayed; null when it was not. */
    synchronized @Nullable Instant replayed(String receiptId) {
        return replays.get(receiptId);
    }
}
