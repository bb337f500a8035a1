package io.tillstream.dispatcher.console.books;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.attempt.Attempts;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Both sides of the books, the dead letters and the failed attempts. It reads nothing until the console is opened for the
 * first time; from then on it follows the topics.
 */
@Component
public class Ledger implements DisposableBean {

    /** Days that are complete on both sides: orders and receipts are kept for one day more. */
    public static final int DAYS = 14;

    private static final int ATTEMPTS = 5000;

    private final Receipts receipts;
    private final DeadLetters deadLetters;
    private final Attempts attempts;
    private final ShopBooks shopBooks;
    private final ReceiptBooks receiptBooks;
    private final DeadLetterStatuses letters;
    private final Clock clock;
    private final Deque<Attempt> happened = new ArrayDeque<>();
    private final List<TopicFollower> followers = new ArrayList<>();

    Ledger(
            Receipts receipts,
            DeadLetters deadLetters,
            Attempts attempts,
            ShopBooks shopBooks,
            ReceiptBooks receiptBooks,
            DeadLetterStatuses letters,
            Clock clock,
            MeterRegistry registry) {
        this.receipts = receipts;
        this.deadLetters = deadLetters;
        this.attempts = attempts;
        this.shopBooks = shopBooks;
        this.receiptBooks = receiptBooks;
        this.letters = letters;
        this.clock = clock;
        Gauge.builder("dispatcher.ledger.behind", this, Ledger::behindSeconds)
                .description("How far the console's books are behind Kafka; normally a few seconds")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Starts to follow the topics, unless it was started before. */
    public synchronized void open() {
        if (followers.isEmpty()) {
            List<TopicFollower> all = List.of(
                    receipts.follower(receiptBooks::add),
                    deadLetters.follower(letters::add),
                    attempts.follower(this::add),
                    shopBooks.follower());
            all.forEach(TopicFollower::follow);
            followers.addAll(all);
        }
    }

    /** How much of the topics has been read, 0 to 100; below 100 the figures are too low. */
    public synchronized int percent() {
        return followers.stream().mapToInt(TopicFollower::percent).min().orElse(0);
    }

    /** Of the topic that is furthest behind; NaN before the first look. */
    private synchronized double behindSeconds() {
        return followers.stream()
                .mapToDouble(follower -> follower.behind().toMillis() / 1000.0)
                .max()
                .orElse(Double.NaN);
    }

    private void add(Attempt attempt) {
        synchronized (happened) {
            happened.addFirst(attempt);
            if (happened.size() > ATTEMPTS) {
                happened.removeLast();
            }
        }
    }

    /** Requests that Meta did not accept and state changes of breakers, the newest first. */
    public List<Attempt> attempts() {
        synchronized (happened) {
            return List.copyOf(happened);
        }
    }

    /** The last {@value #DAYS} days, the newest first; a day without an order is left out. */
    public List<Account> accounts() {
        LocalDate from = from();
        Map<String, ShopPage> pages = new TreeMap<>(java.util.Comparator.reverseOrder());
        shopBooks.pages().forEach(page -> {
            if (!page.day().isBefore(from)) {
                pages.merge(page.day() + "/" + page.currency(), page, ShopPage::plus);
            }
        });
        Map<String, AccountDraft> drafts = new HashMap<>();
        receiptBooks.forEach(from, (row, tally) -> {
            String key = row.day() + "/" + row.currency();
            pages.putIfAbsent(key, ShopPage.none(row.day(), row.currency()));
            drafts.computeIfAbsent(key, each -> new AccountDraft()).add(row.status(), row.reason(), tally);
        });
        return pages.entrySet().stream()
                .map(page ->
                        drafts.getOrDefault(page.getKey(), new AccountDraft()).account(page.getValue()))
                .toList();
    }

    private LocalDate from() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS - 1L);
    }

    /** The number of accepted events with each match key, in the last {@value #DAYS} days, by Meta's names. */
    public Map<String, Long> matchKeys() {
        Map<String, Long> counts = new HashMap<>();
        receiptBooks.forEachKey(from(), (key, count) -> counts.merge(key, count, Long::sum));
        return counts;
    }

    /** Receipts of settled orders that have been read so far; it jumps while the history is read. */
    public long receipts() {
        return receiptBooks.read();
    }

    /** Time from paid to accepted over the last five minutes, all dispatchers: p50, p95 and p99 in nanoseconds. */
    public HistogramSnapshot paidToAccepted() {
        return receiptBooks.paidToAccepted();
    }

    /** The number of events in the last thousand accepted requests, all dispatchers. */
    public Batches batches() {
        return receiptBooks.batches();
    }

    /**
     * How many orders in a range of offsets have a receipt already, though the group has not committed them yet.
     *
     * @param to the first offset after the range
     */
    public long settled(int partition, long from, long to) {
        return receiptBooks.settled(partition, from, to);
    }

    /** The partition of a settled order, by its event id; empty when no such order is settled. */
    public OptionalInt partition(String eventId) {
        return receiptBooks.partition(eventId);
    }

    /** All dead letters, the newest first. */
    public List<DeadLetterStatus> letters() {
        return letters.all();
    }

    @Override
    public synchronized void destroy() {
        followers.forEach(TopicFollower::close);
        followers.clear();
    }
}
