package io.tillstream.dispatcher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionNotesTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-20T12:00:00Z");

    private final ActionState state = new ActionState();

    @Test
    void the_number_of_a_new_topic_has_always_been_the_same() {
        note("6", FIRST);
        note("6", SECOND);

        assertThat(state.partitions()).contains(new Partitions(6, Instant.EPOCH));
    }

    @Test
    void another_number_counts_from_its_note() {
        note("6", FIRST);
        note("12", SECOND);

        assertThat(state.partitions()).contains(new Partitions(12, SECOND));
    }

    @Test
    void a_change_is_known_although_the_note_of_the_former_number_is_gone() {
        note("12 from 6", SECOND);

        assertThat(state.partitions()).contains(new Partitions(12, SECOND));
    }

    @Test
    void people_read_a_number_once_though_several_consumers_find_it() {
        note("12 from 6", SECOND);
        note("12 from 6", SECOND);

        assertThat(state.recent()).hasSize(1);
    }

    @Test
    void people_read_of_a_change_that_an_earlier_note_did_not_know() {
        note("24", FIRST);
        note("24 from 12", SECOND);

        assertThat(state.partitions()).contains(new Partitions(24, SECOND));
        assertThat(state.recent()).hasSize(2);
    }

    private void note(String numbers, Instant at) {
        state.apply(new Action(Action.Kind.PARTITIONS_FOUND, at, "dispatcher", "", numbers, List.of()));
    }
}
