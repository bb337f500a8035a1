package io.tillstream.dispatcher.console.now;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BooksVerdictTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void missing_orders_are_distinguished_from_orders_between_two_readings() {
        assertThat(verdict(0, missing(3), missing(3))).isEqualTo(Verdict.APART);
        assertThat(verdict(1, missing(3), missing(3))).isEqualTo(Verdict.BETWEEN);
        assertThat(verdict(1, missing(30), missing(30))).isEqualTo(Verdict.APART);
        assertThat(verdict(0, missing(-2), missing(-2))).isEqualTo(Verdict.APART);
        assertThat(verdict(0, missing(3), missing(0))).isEqualTo(Verdict.BALANCED);
        assertThat(verdict(0, missing(0), missing(2))).isEqualTo(Verdict.BALANCED);
    }

    @Test
    void a_balance_of_a_minute_ago_does_not_count() {
        List<Sample> samples = List.of(sample(0, 0, missing(0)), sample(45, 0, missing(2)), sample(60, 0, missing(2)));
        assertThat(Verdict.of(samples)).isEqualTo(Verdict.APART);
    }

    @Test
    void there_is_no_verdict_before_the_history_is_read() {
        Sample unread = new Sample(NOON, 0, 0, 0, 0, null, null, null, 0, 1, 99, missing(0));
        assertThat(Verdict.of(List.of(unread))).isEqualTo(Verdict.READING);
        assertThat(Verdict.of(List.of(unread, sample(5, 0, missing(2))))).isEqualTo(Verdict.BETWEEN);
        assertThat(Verdict.of(List.of(unread, sample(5, 0, missing(2)), sample(15, 0, missing(2)))))
                .isEqualTo(Verdict.APART);
    }

    @Test
    void replayed_orders_that_wait_count_as_dead_and_not_as_on_their_way() {
        Funnel replayed = new Funnel(10, 10, 7, 0, 3, 0, 3, 0, 0);
        assertThat(replayed.missing()).isZero();
        assertThat(replayed.again()).isEqualTo(3);
        assertThat(replayed.onItsWay()).isZero();
    }

    @Test
    void an_unreadable_order_is_not_missing() {
        Funnel unread = new Funnel(10, 10, 9, 0, 0, 0, 0, 4, 0);
        assertThat(unread.missing()).isZero();
        Funnel lost = new Funnel(10, 10, 5, 0, 0, 0, 0, 4, 0);
        assertThat(lost.missing()).isEqualTo(1);
    }

    @Test
    void accepted_orders_that_no_shop_reports_are_no_balance() {
        Funnel strange = new Funnel(10, 10, 12, 0, 0, 0, 1, 0, 0);
        assertThat(strange.missing()).isEqualTo(-2);
        assertThat(strange.onItsWay()).isZero();
    }

    @Test
    void the_best_half_minute_of_a_backlog_decides_how_many_instances_are_needed() {
        List<Sample> backlog =
                IntStream.range(0, 31).mapToObj(each -> working(each, 40, 2)).toList();

        ScaleHint hint = ScaleHint.of(backlog, 12, 2);

        assertThat(hint.perInstance()).isEqualTo(20);
        assertThat(hint.suffice()).isEqualTo(5);
        assertThat(hint.most()).isEqualTo(6);
        assertThat(hint.enough()).isTrue();
        assertThat(ScaleHint.of(backlog, 8, 2).enough()).isFalse();
    }

    @Test
    void the_number_of_instances_needed_is_unknown_before_there_was_a_backlog() {
        List<Sample> idle = IntStream.range(0, 31)
                .mapToObj(each -> sample(2 * each, 100, missing(0)))
                .toList();
        assertThat(ScaleHint.of(idle, 12, 2).suffice()).isZero();
        assertThat(ScaleHint.of(idle.subList(0, 1), 12, 2).suffice()).isZero();
    }

    private static Verdict verdict(double perSecond, Funnel before, Funnel now) {
        return Verdict.of(List.of(sample(0, perSecond, before), sample(10, perSecond, now)));
    }

    private static Funnel missing(long orders) {
        return new Funnel(100 + orders, 100 + orders, 100, 0, 0, 0, 0, 0, 0);
    }

    private static Sample sample(int second, double perSecond, Funnel books) {
        return new Sample(NOON.plusSeconds(second), perSecond, perSecond, 0, 0, null, null, null, 0, 1, 100, books);
    }

    private static Sample working(int sample, int perSecond, int instances) {
        return new Sample(
                NOON.plusSeconds(2L * sample),
                100,
                perSecond,
                1000,
                9,
                1.0,
                1.0,
                1.0,
                2L * sample * perSecond,
                instances,
                100,
                missing(0));
    }
}
