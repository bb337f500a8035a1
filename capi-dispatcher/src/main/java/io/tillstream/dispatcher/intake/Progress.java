package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.dispatch.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The positions in one partition. Used only by its consumer's thread. */
final class Progress {

    /** Every order before this offset is settled. */
    private long done;

    private long committed = -1;

    /** Offset of the next batch. Not every offset has a message: transactions and retention leave gaps. */
    private long reading;

    /** Every order before this offset was handled at least once. */
    private long front;

    /** What orders between {@code done} and {@code front} wait for, and when to retry. */
    private final Map<String, Instant> holds = new HashMap<>();

    /** What these orders turned out to wait for since reading went back. */
    private final Set<String> found = new HashSet<>();

    private boolean goingBack;

    /** When the partition resumes; null while it is not paused. */
    private @Nullable Instant resumeAt;

    Progress(long first) {
        done = first;
        reading = first;
        front = first;
    }

    /** The offset to commit: that of the first waiting order. */
    long done() {
        return done;
    }

    long reading() {
        return reading;
    }

    boolean committed() {
        return committed == done;
    }

    void committed(long offset) {
        committed = offset;
    }

    /**
     * Notes that a batch was handled.
     *
     * @param waiting what waits in it; null for nothing
     * @return where reading continues, unless that is behind the batch
     */
    OptionalLong looked(Positions.Stretch stretch, Outcome.@Nullable Waiting waiting, Instant now) {
        if (waiting != null) {
            waiting.holds().forEach((hold, wait) -> holds.put(hold, now.plus(wait)));
            found.addAll(waiting.holds().keySet());
        }
        if (reading <= done) {
            done = waiting == null ? Math.max(done, stretch.next()) : waiting.first();
        }
        reading = stretch.next();
        front = Math.max(front, stretch.next());
        if (goingBack) {
            return goOn(stretch.next(), now);
        }
        if (done >= front) {
            holds.clear();
        }
        return OptionalLong.empty();
    }

    /** While reading again: jumps to the front when no order before it could pass now. */
    private OptionalLong goOn(long next, Instant now) {
        if (next >= front) {
            holds.keySet().retainAll(found);
            goingBack = false;
        } else if (done < next && noneIsDue(now)) {
            goingBack = false;
            reading = front;
            return OptionalLong.of(front);
        }
        return OptionalLong.empty();
    }

    private boolean noneIsDue(Instant now) {
        return holds.values().stream().allMatch(at -> at.isAfter(now));
    }

    void pause(Instant until) {
        resumeAt = until;
    }

    /** Ends a pause whose time is over. */
    boolean resumes(Instant now) {
        if (resumeAt == null || resumeAt.isAfter(now)) {
            return false;
        }
        resumeAt = null;
        return true;
    }

    /** Where reading starts again when a retry is due. */
    OptionalLong goesBack(Instant now) {
        if (goingBack || resumeAt != null || done >= front || (!holds.isEmpty() && noneIsDue(now))) {
            return OptionalLong.empty();
        }
        goingBack = true;
        found.clear();
        reading = done;
        return OptionalLong.of(done);
    }
}
