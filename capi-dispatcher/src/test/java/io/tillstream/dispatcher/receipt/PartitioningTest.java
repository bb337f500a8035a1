package io.tillstream.dispatcher.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.operator.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

class PartitioningTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final Actions actions = mock(Actions.class);
    private final ReceiptLog receiptLog = mock(ReceiptLog.class);
    private final Partitioning partitioning = new Partitioning(
            actions, new ReceiptSettings(Duration.ofDays(15)), receiptLog, Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 12, 24})
    void a_new_topic_has_the_number_that_it_was_made_with_and_nothing_has_moved(int number) {
        assertThat(partitioning.moved(number)).isFalse();

        verify(actions).notePartitions(number, number, NOW);
    }

    @Test
    void of_receipts_from_before_anybody_noted_a_number_those_of_another_than_twelve_may_have_moved() {
        when(receiptLog.everWritten(anyInt())).thenReturn(true);

        assertThat(partitioning.moved(12)).isFalse();
        assertThat(partitioning.moved(24)).isTrue();

        InOrder notes = inOrder(actions);
        notes.verify(actions).notePartitions(12, 12, NOW);
        notes.verify(actions).notePartitions(24, 12, NOW);
    }

    @Test
    void another_number_than_the_noted_one_is_noted_and_receipts_may_have_moved() {
        when(actions.partitions()).thenReturn(Optional.of(new Partitions(6, Instant.EPOCH)));

        assertThat(partitioning.moved(12)).isTrue();

        verify(actions).notePartitions(12, 6, NOW);
    }

    @Test
    void receipts_may_have_moved_as_long_as_one_from_before_the_change_counts() {
        when(actions.partitions())
                .thenReturn(Optional.of(new Partitions(12, NOW.minus(Duration.ofDays(14)))))
                .thenReturn(Optional.of(new Partitions(12, NOW.minus(Duration.ofDays(15)))))
                .thenReturn(Optional.of(new Partitions(12, Instant.EPOCH)));

        assertThat(partitioning.moved(12)).isTrue();
        assertThat(partitioning.moved(12)).isFalse();
        assertThat(partitioning.moved(12)).isFalse();
        verify(actions, org.mockito.Mockito.times(3)).partitions();
        verifyNoMoreInteractions(actions);
    }
}
