package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.dispatch.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far one partition is. Only the thread of its consumer touches it. */
final class Progress {

    /** Everything before is settled. */
    private long done;

    private long committed = -1;

    /** Where the next batch is read from. Not every offset has a message: transactions and retention leave gaps. */
    private long reading;

    /** Everything before was looked at. */
    private long front;

    /** What orders wait for between the two, and when to try again. */
    private final Map<String, Instant> holds = new HashMap<>();

    /** What they were found to wait for since reading went back. */
    private final Set<String> found = new HashSet<>();

    private boolean goingBack;

    /** Until when the partition is paused; null while it is not. */
    private @Nullable Instant resumeAt;

    Progress(long first) {
        done = first;
        reading = first;
        front = first;
    }

    /** Where the committed offset belongs: at the first order that waits. */
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
     * A batch was looked at.
     *
     * @param waiting what waits in it; null for nothing
     * @return where reading goes on, when that is not behind the batch
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

    /** While reading again: on to the front, unless there is nothing before it that could pass now. */
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

    void rest(Instant until) {
        resumeAt = until;
    }

    /** Ends a rest whose time is over. */
    boolean resumes(Instant now) {
        if (resumeAt == null || resumeAt.isAfter(now)) {
            return false;
        }
        resumeAt = null;
        return true;
    }

    /** Where reading begins again, when something is due to be tried again. */
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
