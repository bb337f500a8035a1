package io.tillstream.dispatcher.operator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person did.
 *
 * @param at      when it was written down
 * @param who     name they signed in with
 * @param what    in words, for the audit log; nothing of a customer
 * @param job     the replay it belongs to, or what may be buried; null for neither
 * @param letters the dead letters it concerns, as partition@offset; empty for none
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
        /** Consumption by the whole group ends until it is resumed. */
        PAUSED,
        RESUMED,
        /** Dead letters will not be sent, and somebody has said why. */
        DISCARDED,
        @JsonAlias("REDRIVE_STARTED")
        REPLAY_STARTED,
        /** How far it is, every few seconds; in no audit log. */
        @JsonAlias("REDRIVE_PROGRESSED")
        REPLAY_PROGRESSED,
        @JsonAlias("REDRIVE_CANCELLED")
        REPLAY_CANCELLED,
        @JsonAlias("REDRIVE_FINISHED")
        REPLAY_FINISHED,
        TEST_EVENT_SENT,
        /** What is refused may be buried again, though nearly everything is; the job names the dataset, or the seals. */
        BURIAL_ALLOWED
    }

    public Action {
        if (kind == null || at == null || who == null || what == null) {
            throw new IllegalArgumentException("An action has a kind, a time, somebody who takes it, and words");
        }
        letters = letters == null ? List.of() : List.copyOf(letters);
    }
}
