package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.tillstream.dispatcher.MovedClock;
import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final String DATASET = "123";
    private static final CapiAnswer REFUSED = new CapiAnswer.Refused(100, 2804019, "Missing Value", "A1");

    private final Capi capi = mock(Capi.class);
    private final Settlement settlement = mock(Settlement.class);
    private final DeadLettering deadLettering = mock(DeadLettering.class);
    private final Doubts doubts = mock(Doubts.class);
    private final Lanes lanes = mock(Lanes.class);
    private final MovedClock clock = new MovedClock();
    private final Brake brake = new Brake(clock, Duration.ofSeconds(15));
    private final Suspects suspects = new Suspects(clock, Duration.ofMinutes(10));
    private final Answers answers = new Answers(
            capi, settlement, deadLettering, doubts, lanes, mock(MetaTroubles.class), mock(AttemptLog.class));
    /** The events of every request here are the first of these. */
    private final List<Outgoing> sales = Sales.sales(0, 6);

    private final Deque<List<Outgoing>> requests = new ArrayDeque<>();
    private final Waits waits = new Waits();

    @BeforeEach
    void nothingWaits() {
        when(capi.wait(DATASET)).thenReturn(Duration.ZERO);
        when(lanes.brake(DATASET)).thenReturn(brake);
        when(lanes.suspects(DATASET)).thenReturn(suspects);
    }

    @Test
    void accepted_events_get_their_receipts() {
        settle(new CapiAnswer.Accepted(4, "A1", 0), 4);

        verify(settlement).accept(sales.subList(0, 4), "A1", waits);
    }

    @Test
    void a_refused_request_is_halved_until_the_one_event_that_is_refused_is_dead_lettered_alone() {
        settle(REFUSED, 5);
        assertThat(requests).containsExactly(sales.subList(0, 2), sales.subList(2, 5));

        requests.clear();
        settle(REFUSED, 1);
        assertThat(requests).isEmpty();
        verify(deadLettering).refused(eq(DATASET), eq(sales.getFirst()), any(), eq(waits));
        verify(deadLettering, never()).unanswered(anyString(), any(), anyString(), any());
    }

    @Test
    void what_waits_for_meta_waits_at_least_a_moment() {
        settle(new CapiAnswer.NotSent(), 1);

        assertThat(waits.outcome())
                .isEqualTo(new Outcome.Partly(java.util.Map.of(
                        0, new Outcome.Waiting(0, java.util.Map.of(DATASET, Duration.ofMillis(200))))));
    }

    @Test
    void a_lost_answer_is_a_doubt_and_what_is_held_for_a_person_is_not_sent_again() {
        CapiAnswer lost = new CapiAnswer.Unreachable(CapiAnswer.Unreachable.Cause.NO_ANSWER, "reset", "");
        when(doubts.lost(lost, sales.subList(0, 1), waits)).thenReturn(true);

        settle(lost, 1);

        assertThat(waits.outcome()).isInstanceOf(Outcome.Settled.class);
    }

    @Test
    void an_event_that_meets_trouble_alone_for_longer_than_the_patience_while_others_pass_is_dead_lettered() {
        CapiAnswer trouble = new CapiAnswer.Unreachable(CapiAnswer.Unreachable.Cause.GRAPH_ERROR, "code 1", "");
        settle(trouble, 1);
        clock.pass(Duration.ofMinutes(11));
        suspects.passed(sales.subList(5, 6));
        for (int time = 0; time < 20; time++) {
            settle(trouble, 1);
            suspects.passed(sales.subList(5, 6));
            clock.pass(Duration.ofMinutes(1));
        }

        verify(deadLettering, org.mockito.Mockito.atLeastOnce())
                .unanswered(eq(DATASET), eq(sales.getFirst()), eq("code 1"), eq(waits));
    }

    @Test
    void a_fault_of_this_program_halves_as_well_and_ends_at_one_event() {
        RuntimeException fault = new IllegalStateException("a bug");
        answers.failed(DATASET, sales.subList(0, 2), fault, requests, waits);
        assertThat(requests).containsExactly(sales.subList(0, 1), sales.subList(1, 2));

        answers.failed(DATASET, sales.subList(0, 1), fault, requests, waits);
        verify(deadLettering).unexpected(DATASET, sales.getFirst(), fault, waits);
    }

    private void settle(CapiAnswer answer, int events) {
        answers.settle(answer, DATASET, sales.subList(0, events), requests, waits);
    }
}
