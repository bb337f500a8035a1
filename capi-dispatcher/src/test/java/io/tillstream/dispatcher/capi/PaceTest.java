package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.MovedClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final CapiAnswer TROUBLE =
            new CapiAnswer.Unreachable(CapiAnswer.Unreachable.Cause.NO_ANSWER, "no route");

    private final MovedClock clock = new MovedClock();
    private final Pace pace =
            new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(15), clock, new Random(1));

    @ParameterizedTest(name = "trouble {0} in a row: {1} s, give or take half")
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 30", "20, 30"})
    void each_trouble_in_a_row_doubles_the_wait_up_to_the_longest(int troubles, int seconds) {
        for (int trouble = 1; trouble < troubles; trouble++) {
            pace.after(TROUBLE);
            clock.pass(pace.remaining());
        }
        pace.after(TROUBLE);

        assertThat(pace.remaining()).isBetween(Duration.ofMillis(500L * seconds), Duration.ofMillis(1500L * seconds));
    }

    @ParameterizedTest(name = "{0} % of the limits used: {1} s")
    @CsvSource({"0, 0", "75, 0", "80, 4", "90, 12", "100, 20", "250, 20"})
    void near_metas_limits_requests_are_spread_out(int percent, int seconds) {
        pace.after(new CapiAnswer.Accepted(1, "A1", percent));

        assertThat(pace.remaining()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_throttled_sender_waits_as_long_as_meta_asks_and_no_later_answer_shortens_that() {
        pace.after(new CapiAnswer.Throttled(4, "", "", Duration.ofMinutes(5)));
        pace.after(new CapiAnswer.Accepted(1, "A1", 0));

        assertThat(pace.remaining()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_success_makes_the_next_trouble_the_first_again() {
        for (int trouble = 0; trouble < 5; trouble++) {
            pace.after(TROUBLE);
            clock.pass(pace.remaining());
        }
        pace.after(new CapiAnswer.Accepted(1, "A1", 0));
        pace.after(TROUBLE);

        assertThat(pace.remaining()).isLessThanOrEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void several_events_of_which_meta_counts_fewer_are_halved_at_once_and_one_alone_waits() {
        pace.after(new CapiAnswer.Short(1, 2, "A1"));
        assertThat(pace.remaining()).isZero();

        pace.after(new CapiAnswer.Short(0, 1, "A1"));
        assertThat(pace.remaining()).isPositive();
    }

    @Test
    void what_only_a_person_can_mend_is_tried_again_at_its_own_pace() {
        pace.after(new CapiAnswer.Misconfigured(190, 0, "expired", "A1"));

        assertThat(pace.remaining()).isEqualTo(Duration.ofSeconds(15));
    }
}
