package io.tillstream.dispatcher.dispatch;

import static io.tillstream.dispatcher.dispatch.Sales.sale;
import static io.tillstream.dispatcher.dispatch.Sales.sales;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.MovedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspectsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MovedClock clock = new MovedClock();
    private final Suspects suspects = new Suspects(clock, PATIENCE);

    @ParameterizedTest
    @CsvSource({"1000, 500", "7, 3", "3, 1", "2, 1", "1, 1"})
    void an_order_that_met_trouble_goes_next_in_half_as_large_a_request(int size, int most) {
        suspects.met(sales(0, size));

        assertThat(sales(0, size))
                .allSatisfy(each -> assertThat(suspects.most(each)).isEqualTo(most));
        assertThat(suspects.most(sale(5000))).isEqualTo(1000);
    }

    @Test
    void the_first_tries_in_smaller_requests_follow_at_once() {
        suspects.met(sales(0, 8));
        suspects.met(sales(0, 4));
        suspects.met(sales(0, 2));

        assertThat(suspects.wait(sale(0))).isZero();
    }

    @Test
    void alone_it_waits_twice_as_long_each_time_and_a_minute_at_the_most() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            suspects.met(List.of(sale(1)));
            assertThat(suspects.wait(sale(1))).isEqualTo(Duration.ofSeconds(seconds));

            clock.pass(Duration.ofSeconds(seconds));
            assertThat(suspects.wait(sale(1))).isZero();
        }
    }

    @Test
    void one_that_passes_is_suspected_no_more() {
        suspects.met(sales(0, 2));
        suspects.met(List.of(sale(1)));
        suspects.passed(List.of(sale(1)));

        assertThat(suspects.most(sale(1))).isEqualTo(1000);
        assertThat(suspects.wait(sale(1))).isZero();
        assertThat(suspects.accused(sale(1))).isFalse();
        assertThat(suspects.most(sale(0))).isEqualTo(1);
    }

    @Test
    void it_is_accused_only_when_others_passed_since_it_failed_alone() {
        suspects.met(sales(0, 2));
        suspects.passed(List.of(sale(0)));
        assertThat(suspects.accused(sale(1))).isFalse();

        suspects.met(List.of(sale(1)));
        assertThat(suspects.accused(sale(1))).isFalse();

        suspects.passed(List.of(sale(7)));
        assertThat(suspects.accused(sale(1))).isTrue();
    }

    @Test
    void it_is_to_blame_after_ten_minutes_and_five_tries_alone_while_others_passed() {
        suspects.met(List.of(sale(1)));
        suspects.passed(List.of(sale(7)));
        clock.pass(PATIENCE);
        for (int tries = 1; tries < 5; tries++) {
            assertThat(suspects.toBlame(sale(1))).as("after %s tries", tries).isFalse();
            suspects.met(List.of(sale(1)));
        }

        assertThat(suspects.toBlame(sale(1))).isTrue();
    }

    @Test
    void however_often_it_is_tried_it_is_not_to_blame_before_the_patience_has_ended() {
        suspects.met(List.of(sale(1)));
        suspects.passed(List.of(sale(7)));
        clock.pass(PATIENCE.minusMillis(1));
        for (int time = 0; time < 20; time++) {
            suspects.met(List.of(sale(1)));
        }
        assertThat(suspects.toBlame(sale(1))).isFalse();

        clock.pass(Duration.ofMillis(1));
        assertThat(suspects.toBlame(sale(1))).isTrue();
    }

    @Test
    void while_nothing_passes_none_is_to_blame_however_long_it_takes() {
        suspects.passed(List.of(sale(9)));
        for (int hour = 0; hour < 100; hour++) {
            for (int order = 0; order < 3; order++) {
                suspects.met(List.of(sale(order)));
                assertThat(suspects.toBlame(sale(order))).isFalse();
                assertThat(suspects.accused(sale(order))).isFalse();
            }
            clock.pass(Duration.ofHours(1));
        }
    }

    @Test
    void of_more_than_twenty_thousand_the_oldest_begins_anew() {
        for (int from = 0; from < 20_000; from += 1000) {
            suspects.met(sales(from, from + 1000));
        }
        assertThat(suspects.most(sale(0))).isEqualTo(500);

        suspects.met(List.of(sale(20_000)));

        assertThat(suspects.most(sale(0))).isEqualTo(1000);
        assertThat(suspects.most(sale(1))).isEqualTo(500);
    }
}
