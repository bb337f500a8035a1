package io.tillstream.dispatcher.console.books;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.attempt.Attempts;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.receipt.Receipt;
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
 * Both sides of the books, and what happened on the way. It reads nothing until somebody asks for the first time, as a
 * dispatcher whose console nobody opens has no use for it; from then on it follows the topics.
 */
@Component
public class Ledger implements DisposableBean {

    /** Days that both sides know whole: orders and receipts are kept for a day more. */
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
                .description("Age of what the console's books know; a few seconds while all is well")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Begins to read, if that was not done. */
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

    /** How much has been read of what there is, in percent; below 100 the figures are of a part only. */
    public synchronized int percent() {
        return followers.stream().mapToInt(TopicFollower::percent).min().orElse(0);
    }

    /** Of the topic of which least is known; not a number while nobody looks into the books. */
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

    /** LastRequests that Meta did not accept and turns of breakers, the newest first. */
    public List<Attempt> attempts() {
        synchronized (happened) {
            return List.copyOf(happened);
        }
    }

    /** The last {@value #DAYS} days, the newest first; a day without a sale is not there. */
    public List<Account> accounts() {
        LocalDate from = from();
        Map<String, ShopPage> pages = new TreeMap<>(java.util.Comparator.reverseOrder());
        shopBooks.pages().forEach(page -> {
            if (!page.day().isBefore(from)) {
                pages.merge(page.day() + "/" + page.currency(), page, ShopPage::plus);
            }
        });
        Map<String, Draft> drafts = new HashMap<>();
        receiptBooks.forEach(from, (row, tally) -> {
            String key = row.day() + "/" + row.currency();
            pages.putIfAbsent(key, ShopPage.none(row.day(), row.currency()));
            drafts.computeIfAbsent(key, each -> new Draft()).add(row.status(), row.reason(), tally);
        });
        return pages.entrySet().stream()
                .map(page -> drafts.getOrDefault(page.getKey(), new Draft()).account(page.getValue()))
                .toList();
    }

    private LocalDate from() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS - 1L);
    }

    /** Of one day and currency, while it is being added up. */
    private static final class Draft {
        private Tally accepted = Tally.NONE;
        private final Map<String, Tally> suppressed = new TreeMap<>();
        private final Map<String, Tally> dead = new TreeMap<>();

        void add(Receipt.Status status, String reason, Tally tally) {
            switch (status) {
                case ACCEPTED -> accepted = accepted.plus(tally);
                case SUPPRESSED -> suppressed.merge(reason, tally, Tally::plus);
                case DEAD_LETTERED -> dead.merge(reason, tally, Tally::plus);
                case REPLAYED -> throw new IllegalArgumentException("A replay is in no account");
            }
        }

        Account account(ShopPage page) {
            return new Account(page, accepted, suppressed, dead);
        }
    }

    /** How many accepted events of the last {@value #DAYS} days bore each key, in Meta's names. */
    public Map<String, Long> matchKeys() {
        Map<String, Long> counts = new HashMap<>();
        receiptBooks.forEachKey(from(), (key, count) -> counts.merge(key, count, Long::sum));
        return counts;
    }

    /** Paid to accepted, over the last five minutes, of the whole group; p50, p95 and p99 in nanoseconds. */
    public HistogramSnapshot paidToAccepted() {
        return receiptBooks.paidToAccepted();
    }

    /** Events in each of the last thousand requests that Meta accepted, of the whole group. */
    public Batches batches() {
        return receiptBooks.batches();
    }

    /**
     * How many orders of a stretch of a partition have a receipt already, though the group has not passed them yet.
     *
     * @param to the first offset behind it
     */
    public long settled(int partition, long from, long to) {
        return receiptBooks.settled(partition, from, to);
    }

    /** The partition of a settled order by its event id; empty for one that is not known to be settled. */
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
