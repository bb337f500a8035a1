package io.tillstream.dispatcher.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdTableTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final IdTable table = new IdTable(Duration.ofDays(7));

    @Test
    void an_id_takes_no_more_than_64_bytes() {
        Random random = new Random(1);
        for (int count : List.of(1_000, 30_000, 200_000)) {
            IdTable ids = new IdTable(Duration.ofDays(7));
            for (int each = 0; each < count; each++) {
                ids.put(uuid(random), Receipt.Status.ACCEPTED, NOW);
            }
            assertThat(ids.size()).isEqualTo(count);
            assertThat(ids.bytes() / count).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void it_contains_the_same_ids_as_a_hash_set() {
        Random random = new Random(7);
        Set<String> model = new HashSet<>();
        for (int each = 0; each < 50_000; each++) {
            String id = random.nextInt(10) == 0
                    ? "order-" + random.nextInt(2_000)
                    : uuid(new Random(random.nextInt(30_000)));
            assertThat(table.done(id)).isEqualTo(model.contains(id));
            table.put(id, Receipt.Status.ACCEPTED, NOW);
            model.add(id);
        }
        assertThat(table.size()).isEqualTo(model.size());
    }

    @Test
    void on_any_days_it_forgets_what_a_set_for_each_day_forgets() {
        int most = 8;
        Random random = new Random(11);
        NavigableMap<Long, Set<String>> model = new TreeMap<>();
        long today = NOW.toEpochMilli() / DAY;
        for (int each = 0; each < 20_000; each++) {
            today += random.nextInt(200) == 0 ? 1 + random.nextInt(3) : 0;
            // Some receipts are older, and sometimes the clock is behind.
            long day = today - (random.nextInt(4) == 0 ? random.nextInt(12) : 0);
            String id = "order-" + random.nextInt(3_000);
            assertThat(table.done(id)).as(id).isEqualTo(model.values().stream().anyMatch(ids -> ids.contains(id)));
            table.put(id, Receipt.Status.ACCEPTED, Instant.ofEpochMilli(day * DAY + random.nextInt((int) DAY)));
            if (model.size() == most) {
                day = Math.max(day, model.firstKey());
            }
            model.computeIfAbsent(day, none -> new HashSet<>()).add(id);
            if (model.size() > most) {
                model.pollFirstEntry();
            }
        }
        Set<String> all = new HashSet<>();
        model.values().forEach(all::addAll);
        assertThat(table.size()).isEqualTo(all.size());
    }

    @Test
    void ids_of_any_form_are_kept_apart() {
        String uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        List<String> others = List.of(
                uuid.toUpperCase(Locale.ROOT),
                uuid.replace('-', '_'),
                uuid + "@123",
                "00000000-0000-0000-0000-000000000000",
                "shop.order-completed.v1-3@117",
                "");
        table.put(uuid, Receipt.Status.ACCEPTED, NOW);

        assertThat(table.done(uuid)).isTrue();
        assertThat(others).noneMatch(table::done);
        others.forEach(id -> table.put(id, Receipt.Status.SUPPRESSED, NOW));
        assertThat(others).allMatch(table::done);
    }

    @Test
    void a_day_past_the_window_is_forgotten_completely() {
        for (int day = 9; day >= 0; day--) {
            table.put("paid " + day + " days ago", Receipt.Status.ACCEPTED, NOW.minus(Duration.ofDays(day)));
        }

        assertThat(table.done("paid 9 days ago")).isFalse();
        assertThat(table.done("paid 8 days ago")).isFalse();
        assertThat(table.done("paid 7 days ago")).isTrue();
        assertThat(table.done("paid 0 days ago")).isTrue();
    }

    @Test
    void nothing_is_forgotten_because_of_a_clock_that_was_weeks_ahead_and_is_corrected() {
        table.put("before", Receipt.Status.ACCEPTED, NOW);
        table.put("ahead", Receipt.Status.ACCEPTED, NOW.plus(Duration.ofDays(30)));
        table.put("after", Receipt.Status.ACCEPTED, NOW.plus(Duration.ofDays(1)));

        assertThat(List.of("before", "ahead", "after")).allMatch(table::done);
    }

    @Test
    void nothing_is_forgotten_because_of_a_clock_that_is_weeks_behind() {
        for (int day = 9; day >= 0; day--) {
            table.put("paid " + day + " days ago", Receipt.Status.ACCEPTED, NOW.minus(Duration.ofDays(day)));
        }
        table.put("behind", Receipt.Status.ACCEPTED, NOW.minus(Duration.ofDays(60)));

        assertThat(List.of("behind", "paid 7 days ago", "paid 0 days ago")).allMatch(table::done);
    }

    @Test
    void a_dead_lettered_id_is_not_done_until_it_is_accepted() {
        table.put("a", Receipt.Status.DEAD_LETTERED, NOW);
        assertThat(table.deadBefore("a", 7)).isTrue();
        assertThat(table.done("a")).isFalse();

        table.put("a" + Receipt.REPLAYED_SUFFIX, Receipt.Status.REPLAYED, NOW);
        assertThat(table.deadBefore("a", 7)).isTrue();

        table.put("a", Receipt.Status.ACCEPTED, NOW);
        assertThat(table.deadBefore("a", 7)).isFalse();
        assertThat(table.done("a")).isTrue();
    }

    @Test
    void a_dead_letter_that_is_noted_late_does_not_hide_an_acceptance() {
        table.put("a", Receipt.Status.ACCEPTED, NOW);
        table.put("a", Receipt.Status.DEAD_LETTERED, NOW);

        assertThat(table.done("a")).isTrue();
        assertThat(table.deadBefore("a", 7)).isFalse();
    }

    @Test
    void
            a_message_that_was_dead_lettered_again_after_a_replay_is_not_dead_lettered_a_third_time_when_it_is_read_again() {
        table.put("a", Receipt.Status.DEAD_LETTERED, NOW, 3);
        assertThat(table.deadBefore("a", 7)).isTrue();

        table.put("a", Receipt.Status.DEAD_LETTERED, NOW, 7);
        assertThat(table.deadBefore("a", 7)).isFalse();
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
