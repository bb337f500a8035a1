package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.opentelemetry.api.OpenTelemetry;
import io.tillstream.dispatcher.MovedClock;
import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.capi.EncodedEvent;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final String DATASET = "123";

    private final Capi capi = mock(Capi.class);
    private final Receipts receipts = mock(Receipts.class);
    private final Settlement settlement = mock(Settlement.class);
    private final Lanes lanes = mock(Lanes.class);
    private final Doubts doubts = mock(Doubts.class);
    private final Answers answers = mock(Answers.class);
    private final MovedClock clock = new MovedClock();
    private final Brake brake = new Brake(clock, Duration.ofSeconds(15));
    private final List<Integer> sent = new ArrayList<>();
    private final Delivery delivery = new Delivery(
            capi,
            receipts,
            settlement,
            lanes,
            doubts,
            answers,
            new DispatchTraces(OpenTelemetry.noop(), clock),
            new Random(1));
    private final Waits waits = new Waits();
    private CapiAnswer answer = new CapiAnswer.Accepted(1, "A1", 0);

    @BeforeEach
    void everythingIsOpen() {
        when(capi.wait(DATASET)).thenReturn(Duration.ZERO);
        when(capi.closed(DATASET)).thenReturn(true);
        when(capi.send(eq(DATASET), any(), anyBoolean(), any())).thenAnswer(call -> {
            BooleanSupplier still = call.getArgument(3);
            if (!still.getAsBoolean()) {
                return new CapiAnswer.NotSent();
            }
            List<EncodedEvent> events = call.getArgument(1);
            sent.add(events.size());
            return answer;
        });
        when(receipts.unseen(eq(0), any())).thenReturn(true);
        when(receipts.announce(any())).thenReturn(Set.of());
        when(lanes.brake(DATASET)).thenReturn(brake);
        when(lanes.suspects(DATASET)).thenReturn(new Suspects(clock, Duration.ofMinutes(10)));
        when(doubts.sendable(any(), any())).thenAnswer(call -> call.getArgument(0));
    }

    @Test
    void a_batch_goes_in_requests_of_a_thousand_at_most() {
        deliver(1500, () -> true);

        assertThat(sent).containsExactly(1000, 500);
    }

    @Test
    void a_breaker_that_is_not_closed_gets_one_event_as_its_trial() {
        AtomicInteger asked = new AtomicInteger();
        when(capi.closed(DATASET)).thenAnswer(call -> asked.getAndIncrement() > 0);

        deliver(10, () -> true);

        assertThat(sent).containsExactly(1, 9);
    }

    @Test
    void without_the_lease_nothing_is_sent_and_everything_waits_its_turn() {
        deliver(10, () -> false);

        assertThat(sent).isEmpty();
        assertThat(waits.orders()).isEqualTo(10);
    }

    @Test
    void a_lease_lost_while_the_request_was_announced_stops_it() {
        AtomicInteger asked = new AtomicInteger();

        deliver(10, () -> asked.getAndIncrement() == 0);

        assertThat(sent).isEmpty();
        verify(answers).settle(eq(new CapiAnswer.NotSent()), eq(DATASET), any(), any(), eq(waits));
        verify(receipts, never()).nothingInFlight(any());
    }

    @Test
    void a_request_that_is_surely_not_at_meta_is_taken_out_of_what_is_in_flight() {
        answer = new CapiAnswer.Refused(100, 2804019, "Missing Value", "A1");
        deliver(2, () -> true);
        verify(receipts).nothingInFlight(Set.of(0));
    }

    @Test
    void a_request_that_is_at_meta_or_may_be_stays_in_flight_until_its_receipts_are_written() {
        deliver(2, () -> true);
        answer = new CapiAnswer.Short(1, 2, "A1");
        deliver(2, () -> true);
        verify(receipts, never()).nothingInFlight(any());
    }

    @Test
    void what_another_instance_has_announced_since_its_partitions_moved_there_stays() {
        answer = new CapiAnswer.Refused(100, 2804019, "Missing Value", "A1");
        AtomicInteger asked = new AtomicInteger();

        deliver(2, () -> asked.getAndIncrement() < 2);

        assertThat(sent).containsExactly(2);
        verify(receipts, never()).nothingInFlight(any());
    }

    @Test
    void a_request_that_kafka_does_not_let_be_announced_is_not_sent() {
        when(receipts.announce(any())).thenReturn(Set.of(0));

        deliver(3, () -> true);

        assertThat(sent).isEmpty();
        verify(settlement, org.mockito.Mockito.times(3)).notWritable(any(), eq(waits));
    }

    @Test
    void while_nearly_all_is_refused_three_events_are_tried_alone_and_the_others_wait() {
        for (int refused = 0; !brake.pulled(); refused++) {
            assertThat(refused).isLessThan(100_000);
            brake.deadLettered();
        }
        clock.pass(Duration.ofMinutes(2));

        deliver(50, () -> true);

        assertThat(sent).hasSizeLessThanOrEqualTo(3).allMatch(size -> size == 1);
        assertThat(waits.orders()).isEqualTo(50 - sent.size());
    }

    @Test
    void a_fault_of_this_program_is_handed_to_what_decides_about_it() {
        RuntimeException fault = new IllegalStateException("a bug");
        when(capi.send(eq(DATASET), any(), anyBoolean(), any())).thenThrow(fault);

        deliver(2, () -> true);

        verify(answers).failed(eq(DATASET), any(), eq(fault), any(), eq(waits));
        verify(answers, never()).settle(any(), any(), any(), any(), any());
    }

    private void deliver(int orders, Lease lease) {
        Plan plan = new Plan(DATASET);
        Sales.sales(0, orders)
                .forEach(each -> plan.add(each.incoming(), new Decision.Send(each.event(), List.of(DATASET), false)));
        delivery.deliver(plan, lease, waits);
    }
}
