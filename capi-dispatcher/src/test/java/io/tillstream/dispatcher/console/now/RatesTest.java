package io.tillstream.dispatcher.console.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tillstream.dispatcher.console.books.Ledger;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Ledger ledger = mock(Ledger.class);
    private final Rates rates = new Rates();

    @Test
    void a_topic_that_also_holds_other_records_does_not_raise_the_rate_of_settled_orders() {
        measure(0, 100, 0, 0);
        measure(2, 100, 20, 40);

        assertThat(rates.settled()).isEqualTo(10);
        assertThat(rates.byTopic()).containsEntry("receipts", 20.0);
    }

    @Test
    void reading_the_history_settles_nothing() {
        measure(0, 10, 0, 0);
        measure(2, 100, 1_000_000, 0);
        assertThat(rates.settled()).isZero();

        measure(4, 100, 1_000_004, 0);
        assertThat(rates.settled()).isEqualTo(2);
    }

    @Test
    void a_span_that_is_too_short_or_too_long_has_no_rate() {
        measure(0, 100, 0, 0);
        measure(20, 100, 40, 40);
        assertThat(rates.settled()).isZero();
        assertThat(rates.byTopic()).containsEntry("receipts", 0.0);
    }

    private void measure(int second, int percent, long receipts, long end) {
        when(ledger.percent()).thenReturn(percent);
        when(ledger.receipts()).thenReturn(receipts);
        rates.measure(Map.of("receipts", end), ledger, START.plusSeconds(second));
    }
}
