package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

    private final MovedClock clock = new MovedClock();
    private final Brake brake = new Brake(clock, Duration.ofSeconds(15));

    /** D is a dead letter, p one that passed. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            DDDD, 1, false
            DDDDD, 1, true
            DDDDpDDDD, 1, false
            DDDDpDDDDD, 1, true
            DpDDDDD, 1, true
            Dp, 40, false
            DDp, 10, false
            DDp, 14, true
            DDDDpppp, 20, false
            DDDDppp, 20, true
            """)
    void dead_lettering_stops_after_five_in_a_row_or_when_it_is_more_than_half_of_forty(
            String verdicts, int times, boolean stops) {
        boolean stopped = false;
        for (char verdict : verdicts.repeat(times).toCharArray()) {
            if (verdict == 'D') {
                brake.deadLettered();
                stopped |= brake.pulled();
            } else {
                brake.passed(1);
            }
        }

        assertThat(stopped).isEqualTo(stops);
    }

    @Test
    void a_full_request_that_passes_outweighs_all_dead_letters_before_it() {
        for (int time = 0; time < 20; time++) {
            die(4);
            brake.passed(1);
        }
        brake.passed(1000);

        die(4);
        assertThat(brake.pulled()).isFalse();
    }

    @Test
    void one_order_that_passes_lets_others_be_dead_lettered_again() {
        die(5);
        brake.passed(1);
        assertThat(brake.pulled()).isFalse();

        die(4);
        assertThat(brake.pulled()).isFalse();
        die(1);
        assertThat(brake.pulled()).isTrue();
    }

    @Test
    void a_person_who_wants_them_dead_lettered_gets_the_whole_backlog_dead_lettered() {
        die(5);
        brake.released(1);
        assertThat(brake.pulled()).isFalse();

        die(1000);
        assertThat(brake.pulled()).isFalse();
    }

    @Test
    void what_a_person_allowed_ends_with_the_first_order_that_passes() {
        die(5);
        brake.released(1);
        die(1000);
        brake.passed(1);

        die(4);
        assertThat(brake.pulled()).isFalse();
        die(1);
        assertThat(brake.pulled()).isTrue();
    }

    @Test
    void a_person_has_to_say_it_anew_each_time() {
        die(5);
        brake.released(1);
        brake.passed(1);
        die(5);

        brake.released(1);
        assertThat(brake.pulled()).isTrue();
        brake.released(2);
        assertThat(brake.pulled()).isFalse();
    }

    @Test
    void while_it_is_pulled_a_few_are_tried_every_fifteen_seconds() {
        die(5);
        assertThat(brake.mayProbe()).isFalse();
        clock.pass(Duration.ofMillis(14_999));
        assertThat(brake.mayProbe()).isFalse();

        for (int time = 0; time < 3; time++) {
            clock.pass(Duration.ofMillis(1));
            assertThat(brake.mayProbe()).isTrue();
            assertThat(brake.mayProbe()).isFalse();
            clock.pass(Duration.ofMillis(14_999));
            assertThat(brake.mayProbe()).isFalse();
        }
    }

    private void die(int orders) {
        for (int order = 0; order < orders; order++) {
            brake.deadLettered();
        }
    }
}
