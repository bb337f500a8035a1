package io.tillstream.dispatcher.console.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.dispatch.OrderMessage;
import io.tillstream.dispatcher.order.OrderReader;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Sale;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReceiptBooksTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ORDER = "0b0e7a52-1c1f-4a55-9d0c-3f4a5c1b2d3e";

    private final ReceiptBooks books = new ReceiptBooks(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void an_order_of_two_datasets_counts_once_and_is_found_in_its_partition() {
        books.add(Receipt.accepted(3, ORDER + "@111", "A1", sale(7), List.of("em"), NOON));
        books.add(Receipt.accepted(3, ORDER + "@222", "A2", sale(7), List.of("em"), NOON));

        assertThat(counted()).containsExactly(Map.entry("ACCEPTED", 1L));
        assertThat(books.partition(ORDER)).hasValue(3);
        assertThat(books.partition("another")).isEmpty();
        assertThat(books.settled(ORDER + "@222")).isTrue();
    }

    @Test
    void an_order_is_settled_once_it_was_sent_and_not_while_it_is_dead_lettered() {
        assertThat(books.settled(ORDER)).isFalse();
        books.add(Receipt.deadLettered(0, ORDER, "refused", "A1", sale(7), NOON));
        assertThat(books.settled(ORDER)).isFalse();
        assertThat(counted()).containsExactly(Map.entry("DEAD_LETTERED", 1L));

        books.add(Receipt.replayed(0, ORDER, NOON));
        books.add(Receipt.accepted(0, ORDER, "A2", sale(9), List.of("em"), NOON));

        assertThat(books.settled(ORDER)).isTrue();
        assertThat(counted()).containsExactly(Map.entry("ACCEPTED", 1L));
    }

    @Test
    void a_message_that_became_readable_is_no_longer_dead_and_counts_under_its_event_id() {
        String place = "shop.order-completed.v1-4@17";
        books.add(Receipt.deadLettered(4, place, "schema", null, null, NOON));
        assertThat(books.settled(4, 10, 20)).isEqualTo(1);

        books.add(Receipt.suppressed(4, place, "read_since", null, NOON));
        books.add(Receipt.accepted(4, ORDER, "A2", sale(18), List.of("em"), NOON));

        assertThat(books.settled(place)).isTrue();
        assertThat(counted()).containsExactly(Map.entry("ACCEPTED", 1L));
    }

    @Test
    void batches_are_counted_by_metas_request_id() {
        for (int event = 0; event < 5; event++) {
            books.add(Receipt.accepted(0, "order-" + event, event < 4 ? "A1" : "A2", sale(event), List.of(), NOON));
        }
        assertThat(books.batches()).isEqualTo(new Batches(2, 2.5, 1, 4));
    }

    @Test
    void days_older_than_the_retention_of_receipts_leave_the_books_with_their_dead_letters_and_replays() {
        for (int day = 0; day < 60; day++) {
            Instant at = NOON.minus(Duration.ofDays(59 - day));
            books.add(Receipt.accepted(0, "sent-" + day, "A1", saleOn(at), List.of("em"), at));
            books.add(Receipt.deadLettered(0, "dead-" + day, "refused", "A1", saleOn(at), at));
            books.add(Receipt.replayed(0, "dead-" + day, at));
        }

        Map<LocalDate, Long> orders = new HashMap<>();
        books.forEach(LocalDate.MIN, (row, tally) -> orders.merge(row.day(), tally.orders(), Long::sum));
        assertThat(orders)
                .hasSize(16)
                .allSatisfy((day, count) -> assertThat(count).isEqualTo(2));
        assertThat(books.replayed("dead-0")).isNull();
        assertThat(books.replayed("dead-59")).isNotNull();
        Map<String, Long> keys = new HashMap<>();
        books.forEachKey(LocalDate.MIN, (key, count) -> keys.merge(key, count, Long::sum));
        assertThat(keys).containsExactly(Map.entry("em", 16L));
    }

    @Test
    void a_clock_that_is_a_year_ahead_adds_a_day_and_deletes_nothing() {
        books.add(Receipt.accepted(0, "sent", "A1", sale(1), List.of("em"), NOON));
        books.add(Receipt.accepted(0, "ahead", "A2", sale(2), List.of("em"), NOON.plus(Duration.ofDays(365))));

        assertThat(counted()).containsExactly(Map.entry("ACCEPTED", 2L));
    }

    @Test
    void orders_dated_ahead_displace_no_day_that_has_passed() {
        books.add(Receipt.accepted(0, "sent", "A1", sale(1), List.of("em"), NOON));
        for (int day = 30; day < 90; day++) {
            Sale ahead = saleOn(NOON.plus(Duration.ofDays(day)));
            books.add(Receipt.deadLettered(0, "ahead-" + day, "schema", null, ahead, NOON));
        }
        books.add(Receipt.accepted(0, "sent-later", "A2", sale(2), List.of("em"), NOON));

        Map<LocalDate, Long> orders = new HashMap<>();
        books.forEach(LocalDate.MIN, (row, tally) -> orders.merge(row.day(), tally.orders(), Long::sum));
        assertThat(orders).containsEntry(LocalDate.ofInstant(NOON, ZoneOffset.UTC), 2L);
    }

    @Test
    void what_a_trial_may_bring_is_in_no_book() throws IOException {
        byte[] message = Files.readAllBytes(Path.of("../contracts/samples/start-trial-expected-value.json"));
        OrderMessage trial = OrderMessage.read(Origin.unplaced(message), new OrderReader(JsonMapper.shared()));
        assertThat(trial)
                .isInstanceOfSatisfying(
                        OrderMessage.Order.class,
                        each -> assertThat(each.order().value()).isEqualByComparingTo("19"));

        books.add(Receipt.accepted(0, trial.id(), "A1", trial.sale(), List.of("em"), NOON));

        Map<String, BigDecimal> money = new HashMap<>();
        books.forEach(LocalDate.MIN, (row, tally) -> money.merge(row.currency(), tally.amount(), BigDecimal::add));
        assertThat(money).containsExactly(Map.entry("USD", new BigDecimal("0.00")));
    }

    private static Sale saleOn(Instant at) {
        return new Sale("order", 1, at, "SGD", new BigDecimal("11.00"), true);
    }

    private static Sale sale(long offset) {
        return new Sale("order", offset, NOON, "SGD", new BigDecimal("11.00"), true);
    }

    private Map<String, Long> counted() {
        Map<String, Long> counted = new HashMap<>();
        books.forEach(
                LocalDate.ofInstant(NOON, ZoneOffset.UTC),
                (row, tally) -> counted.merge(row.status().name(), tally.orders(), Long::sum));
        return counted;
    }
}
