package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.ActionFailed;
import io.tillstream.dispatcher.operator.Actions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Starts and cancels replays: one at a time in the whole group, whether started in the console, over HTTP or from the command
 * line. The audit log serves as the lock: each replay writes its start, its progress and its end to it.
 */
@Component
class Runs {

    /** A replay without a report for so long has ended with its instance. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private final Replay replay;
    private final Actions actions;
    private final Clock clock;
    private @Nullable Run last;

    Runs(Replay replay, Actions actions, Clock clock) {
        this.replay = replay;
        this.actions = actions;
        this.clock = clock;
    }

    /** The last report of each running replay, on any instance. */
    List<Action> running() {
        return actions.running(clock.instant().minus(SILENT));
    }

    /** The running replays in words. */
    List<String> words() {
        return running().stream()
                .map(action -> action.job() + " of " + action.who() + ": " + action.what())
                .toList();
    }

    /**
     * Begins a replay; the caller then calls {@link Run#go}.
     *
     * @param what for the audit log
     * @return empty while another replay runs
     * @throws ActionFailed when Kafka does not take or confirm the action; then no replay runs, but one that Kafka has all the
     *     same keeps others from beginning for two minutes
     */
    synchronized Optional<Run> begin(String who, String what) {
        if ((last != null && !last.over()) || !running().isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String id = "R-" + Long.toString(now.getEpochSecond(), Character.MAX_RADIX) + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36, 36 * 36 * 36), Character.MAX_RADIX);
        Run run = new Run(id, who, replay, actions, clock);
        actions.take(new Action(Action.Kind.REPLAY_STARTED, now, who, what, id, List.of()));
        if (!first(id)) {
            run.giveWay();
            return Optional.empty();
        }
        last = run;
        return Optional.of(run);
    }

    /** When two instances begin at the same moment, both read which one is first in Kafka. */
    private boolean first(String id) {
        List<String> running = running().stream().map(Action::job).toList();
        boolean own = false;
        for (Action action : actions.recent()) {
            if (action.kind() == Action.Kind.REPLAY_STARTED && running.contains(action.job())) {
                if (own) {
                    return false;
                }
                own = id.equals(action.job());
            }
        }
        return own;
    }

    /** Cancels a replay on any instance; what was replayed stays replayed. */
    void cancel(String id, String who) {
        actions.take(new Action(Action.Kind.REPLAY_CANCELLED, clock.instant(), who, "cancelled", id, List.of()));
    }
}
