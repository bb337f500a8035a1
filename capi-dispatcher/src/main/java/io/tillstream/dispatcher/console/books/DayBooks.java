package io.tillstream.dispatcher.console.books;

import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Sale;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Orders and money by day, currency, status and reason. An order belongs to the day, in UTC, on which it was paid. The newest
 * days that have receipts are kept, not the newest days of the calendar: a clock that is weeks ahead deletes nothing.
 */
final class DayBooks {

    /** One day more than the retention of receipts. */
    private static final int REMEMBERED_DAYS = 16;

    private static final String NO_CURRENCY = "";

    /** One row of the books. */
    record Row(LocalDate day, String currency, Receipt.Status status, String reason) {}

    /** One order in its row. */
    record Entry(Row row, BigDecimal amount) {

        static Entry of(Receipt receipt) {
            Sale sale = receipt.sale();
            String reason = receipt.reason();
            return new Entry(
                    new Row(
                            day(receipt),
                            sale == null ? NO_CURRENCY : ShopPage.book(sale.currency(), sale.livemode()),
                            receipt.status(),
                            reason == null ? "" : reason),
                    sale == null ? BigDecimal.ZERO : sale.total());
        }
    }

    private final NavigableSet<LocalDate> days = new TreeSet<>();
    private final Map<Row, Tally> rows = new HashMap<>();
    private final NavigableMap<LocalDate, Map<String, Long>> matchKeys = new TreeMap<>();
    private final Clock clock;
    private final Consumer<LocalDate> forgotten;

    /** @param forgotten called with each day that leaves the books */
    DayBooks(Clock clock, Consumer<LocalDate> forgotten) {
        this.clock = clock.withZone(ZoneOffset.UTC);
        this.forgotten = forgotten;
    }

    private static LocalDate day(Receipt receipt) {
        Sale sale = receipt.sale();
        return LocalDate.ofInstant(sale == null ? receipt.at() : sale.paidAt(), ZoneOffset.UTC);
    }

    void add(Entry entry) {
        rows.merge(entry.row(), new Tally(1, entry.amount()), Tally::plus);
        remember(entry.row().day());
    }

    void remove(Entry entry) {
        rows.computeIfPresent(
                entry.row(), (row, tally) -> tally.plus(-1, entry.amount().negate()));
    }

    /** Counts the match keys of an accepted event. */
    void addMatchKeys(Receipt receipt) {
        Map<String, Long> ofDay = matchKeys.computeIfAbsent(day(receipt), each -> new HashMap<>());
        receipt.matchKeys().forEach(key -> ofDay.merge(key, 1L, Long::sum));
    }

    /** Adds a day that has receipts; if there are too many days, the oldest is removed. */
    void remember(LocalDate day) {
        if (day.isAfter(LocalDate.now(clock).plusDays(1))) {
            // An order dated ahead must not displace a day that has passed.
            return;
        }
        days.add(day);
        while (days.size() > REMEMBERED_DAYS) {
            LocalDate oldest = days.removeFirst();
            rows.keySet().removeIf(row -> !row.day().isAfter(oldest));
            matchKeys.headMap(oldest, true).clear();
            forgotten.accept(oldest);
        }
    }

    /** @param from the first day */
    void forEach(LocalDate from, BiConsumer<Row, Tally> each) {
        rows.forEach((row, tally) -> {
            if (!row.day().isBefore(from) && tally.orders() > 0) {
                each.accept(row, tally);
            }
        });
    }

    /** The number of accepted events with each match key, day by day. */
    void forEachMatchKey(LocalDate from, BiConsumer<String, Long> each) {
        matchKeys.tailMap(from, true).values().forEach(counts -> counts.forEach(each));
    }
}
