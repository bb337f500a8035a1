package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.Actions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Replays that let letters go: one at a time in the whole group, be it started from a page, over HTTP or from a command
 * line. The lock is the audit log, into which each writes that it begins, how far it is, and how it ended.
 */
@Component
class Runs {

    /** One that is not heard of for so long has ended with its instance. */
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

    /** The last that was heard of what runs now, on whichever instance; empty when nothing does. */
    List<Action> running() {
        return actions.running(clock.instant().minus(SILENT));
    }

    /** What runs now, in words; empty when nothing does. */
    List<String> words() {
        return running().stream()
                .map(action -> action.job() + " of " + action.who() + ": " + action.what())
                .toList();
    }

    /**
     * Begins one, which is then to be let go.
     *
     * @param what for the audit log
     * @return empty while another one runs
     * @throws KafkaException when it cannot be written down: then nothing was begun
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

    /** Of two that began at the same moment on two instances, both read which one Kafka has first. */
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

    /** Ends one before its time, on whichever instance it runs; what was let go stays so. */
    void cancel(String id, String who) {
        actions.take(new Action(Action.Kind.REPLAY_CANCELLED, clock.instant(), who, "cancelled", id, List.of()));
    }
}
