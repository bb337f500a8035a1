package io.tillstream.dispatcher.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimesTest {

    private final Times times = new Times(Clock.fixed(Instant.parse("2026-11-26T23:00:00Z"), ZoneOffset.UTC));

    @Test
    void a_time_of_today_has_no_date_and_no_fraction() {
        assertThat(times.shown(Instant.parse("2026-11-26T16:00:05.123456789Z"))).isEqualTo("16:00:05");
        assertThat(times.shown("2026-11-26T00:00:00Z")).isEqualTo("00:00:00");
    }

    @Test
    void a_time_of_another_day_has_its_date_and_one_of_another_year_its_year() {
        assertThat(times.shown("2026-11-25T16:00:05.9Z")).isEqualTo("25 Nov 16:00:05");
        assertThat(times.shown("2025-09-01T16:00:05Z")).isEqualTo("1 Sep 2025 16:00:05");
    }
}
