package io.tillstream.dispatcher.operator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action of an operator, or what a dispatcher notes for all of them.
 *
 * @param at      when it was written
 * @param who     name with which the operator signed in
 * @param what    words for the audit log; nothing about a customer
 * @param job     id of its replay, the dataset or seals whose orders may be dead-lettered, or the number of partitions, after a change with the former one; else null
 * @param letters positions of its dead letters as partition@offset; empty for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Action(
        Kind kind,
        Instant at,
        String who,
        String what,
        @Nullable String job,
        List<String> letters) {

    /** Kinds of action. */
    public enum Kind {
        /** All dispatchers pause until they are resumed. */
        PAUSED,
        RESUMED,
        /** Dead letters will not be replayed; the action says why. */
        DISCARDED,
        @JsonAlias("REDRIVE_STARTED")
        REPLAY_STARTED,
        /** Progress, every few seconds; not shown in the audit log. */
        @JsonAlias("REDRIVE_PROGRESSED")
        REPLAY_PROGRESSED,
        @JsonAlias("REDRIVE_CANCELLED")
        REPLAY_CANCELLED,
        @JsonAlias("REDRIVE_FINISHED")
        REPLAY_FINISHED,
        TEST_EVENT_SENT,
        /** Refused orders may be dead-lettered again though nearly all are refused. The job is the dataset, or seals. */
        @JsonAlias("BURIAL_ALLOWED")
        DEAD_LETTERING_ALLOWED,
        /** A dispatcher has found another number of partitions of the topic of orders than was noted last. */
        PARTITIONS_FOUND
    }

    public Action {
        if (kind == null || at == null || who == null || what == null) {
            throw new IllegalArgumentException("An action needs a kind, a time, a name and a text");
        }
        letters = letters == null ? List.of() : List.copyOf(letters);
    }
}
