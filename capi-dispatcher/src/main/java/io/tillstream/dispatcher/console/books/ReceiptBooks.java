package io.tillstream.dispatcher.console.books;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.receipt.IdTable;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Sale;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The dispatchers' side of the books: each order once, however many receipts it has. An order that went to several
 * datasets is accepted once one of them has it.
 */
@Component
class ReceiptBooks {

    /** As long as receipts are kept. */
    private static final Duration KEPT = Duration.ofDays(15);

    private static final Duration LATELY = Duration.ofMinutes(5);
    /** More than a batch of the dispatcher holds in one partition. */
    private static final int OFFSETS = 5000;

    private static final String NO_CURRENCY = "";
    /** Where a message lay that could not be read: topic-partition@offset. */
    private static final Pattern UNREADABLE = Pattern.compile("[\\w.-]+-\\d+@(\\d{1,18})");

    /** Where an order stands in the books. */
    private record Cell(LocalDate day, String currency, Receipt.Status status, String reason) {}

    private record Entry(Cell cell, BigDecimal amount) {}

    private final Clock clock;
    /** By partition. */
    private final Map<Integer, IdTable> done = new TreeMap<>();

    private final Map<String, Entry> dead = new HashMap<>();
    private final Set<String> deadIds = new HashSet<>();
    private final Map<String, Instant> replays = new HashMap<>();
    private final Map<Integer, NavigableSet<Long>> settledOffsets = new HashMap<>();
    private final Map<Cell, Tally> cells = new HashMap<>();
    private final Map<LocalDate, Map<String, Long>> keys = new TreeMap<>();
    private final LastRequests requests = new LastRequests();
    private final Timer paidToAccepted = Timer.builder("paid.to.accepted")
            .publishPercentiles(0.5, 0.95, 0.99)
            .distributionStatisticExpiry(LATELY)
            .distributionStatisticBufferLength(5)
            .register(new SimpleMeterRegistry());

    ReceiptBooks(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Receipt receipt) {
        String id = receipt.id();
        Sale sale = receipt.sale();
        if (sale != null) {
            passed(receipt.partition(), sale.offset());
        } else {
            Matcher unreadable = UNREADABLE.matcher(id);
            if (unreadable.matches()) {
                passed(receipt.partition(), Long.parseLong(unreadable.group(1)));
            }
        }
        switch (receipt.status()) {
            case REPLAYED -> replays.put(id.substring(0, id.length() - Receipt.REPLAYED_SUFFIX.length()), receipt.at());
            case ACCEPTED, SUPPRESSED -> {
                deadIds.remove(id);
                settle(order(id), receipt);
            }
            case DEAD_LETTERED -> {
                deadIds.add(id);
                bury(order(id), receipt);
            }
        }
    }

    private void passed(int partition, long offset) {
        NavigableSet<Long> offsets = settledOffsets.computeIfAbsent(partition, each -> new TreeSet<>());
        offsets.add(offset);
        if (offsets.size() > OFFSETS) {
            offsets.pollFirst();
        }
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
            // No order that could be counted: another receipt has taken the place of its death.
            return;
        }
        put(entry(receipt));
        if (receipt.status() == Receipt.Status.ACCEPTED) {
            Map<String, Long> ofDay = keys.computeIfAbsent(day(receipt), each -> new HashMap<>());
            receipt.matchKeys().forEach(key -> ofDay.merge(key, 1L, Long::sum));
            requests.accepted(String.valueOf(receipt.fbtraceId()));
            time(receipt);
        }
    }

    private void bury(String order, Receipt receipt) {
        if (!done(order)) {
            remove(dead.remove(order));
            Entry entry = entry(receipt);
            dead.put(order, entry);
            put(entry);
        }
    }

    private void time(Receipt receipt) {
        Sale sale = receipt.sale();
        if (sale != null && receipt.at().isAfter(clock.instant().minus(LATELY))) {
            Duration took = Duration.between(sale.paidAt(), receipt.at());
            paidToAccepted.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    /** The event id, without the dataset that an order sent to several has behind it. */
    private static String order(String id) {
        int at = id.indexOf('@');
        // A message that could not be read is kept under where it lies, which has the same sign in it.
        return at == 36 ? id.substring(0, at) : id;
    }

    private static LocalDate day(Receipt receipt) {
        Sale sale = receipt.sale();
        return LocalDate.ofInstant(sale == null ? receipt.at() : sale.paidAt(), ZoneOffset.UTC);
    }

    private static Entry entry(Receipt receipt) {
        Sale sale = receipt.sale();
        String reason = receipt.reason();
        return new Entry(
                new Cell(
                        day(receipt),
                        sale == null ? NO_CURRENCY : ShopPage.book(sale.currency(), sale.livemode()),
                        receipt.status(),
                        reason == null ? "" : reason),
                sale == null ? BigDecimal.ZERO : sale.total());
    }

    private void put(Entry entry) {
        cells.merge(entry.cell(), new Tally(1, entry.amount()), Tally::plus);
    }

    private void remove(@Nullable Entry entry) {
        if (entry != null) {
            cells.merge(entry.cell(), new Tally(-1, entry.amount().negate()), Tally::plus);
        }
    }

    /** How many orders of a stretch have a receipt already, though the group has not passed them yet. */
    synchronized long settled(int partition, long from, long to) {
        NavigableSet<Long> offsets = settledOffsets.get(partition);
        return offsets == null ? 0 : offsets.subSet(from, Math.max(from, to)).size();
    }

    /** Gives each day, currency, status and reason with its tally. */
    interface CellConsumer {
        void accept(LocalDate day, String currency, Receipt.Status status, String reason, Tally tally);
    }

    /** @param from the first day */
    synchronized void forEach(LocalDate from, CellConsumer each) {
        cells.forEach((cell, tally) -> {
            if (!cell.day().isBefore(from) && tally.orders() > 0) {
                each.accept(cell.day(), cell.currency(), cell.status(), cell.reason(), tally);
            }
        });
    }

    /** How many accepted events bore each key, by the key. */
    synchronized void forEachKey(LocalDate from, BiConsumer<String, Long> each) {
        keys.forEach((day, counts) -> {
            if (!day.isBefore(from)) {
                counts.forEach(each);
            }
        });
    }

    /** Events in each of the last requests that Meta accepted. */
    Batches batches() {
        return requests.batches();
    }

    /** Paid to accepted over the last five minutes. */
    HistogramSnapshot paidToAccepted() {
        return paidToAccepted.takeSnapshot();
    }

    /** Whether a receipt's last word is that it was sent, or suppressed for a reason. */
    synchronized boolean settled(String receiptId) {
        return !deadIds.contains(receiptId) && done(receiptId);
    }

    /** The partition in which the receipt of a settled order lies; empty for an order that is not known to be settled. */
    synchronized OptionalInt partition(String eventId) {
        return done.entrySet().stream()
                .filter(table -> table.getValue().done(eventId))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** When a dead letter was last let go again; null when it was not. */
    synchronized @Nullable Instant replayed(String receiptId) {
        return replays.get(receiptId);
    }
}
