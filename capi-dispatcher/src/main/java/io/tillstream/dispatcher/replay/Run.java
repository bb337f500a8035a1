package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.Actions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/** One replay, from its beginning to its end; all instances hear of both, and that it goes on in between. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);
    private static final Duration TELL = Duration.ofSeconds(5);

    private final String id;
    private final String who;
    private final Replay replay;
    private final Actions actions;
    private final Clock clock;
    private volatile Report report = Report.start(false, 0);
    private boolean over;

    Run(String id, String who, Replay replay, Actions actions, Clock clock) {
        this.id = id;
        this.who = who;
        this.replay = replay;
        this.actions = actions;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    synchronized boolean over() {
        return over;
    }

    /**
     * Does it, in the caller's thread.
     *
     * @param perSecond letters let go in a second at most
     * @param progress  told after each letter
     * @return the last report, which says how it ended
     */
    Report go(Selection selection, int perSecond, Consumer<Report> progress) {
        Thread.ofPlatform().name("replay " + id + " goes on").daemon().start(this::goOn);
        String ended = Report.FAILED;
        String why = "";
        try {
            replay.run(selection, false, perSecond, () -> actions.cancelled(id), now -> {
                report = now;
                progress.accept(now);
            });
            ended = actions.cancelled(id) ? Report.CANCELLED : Report.DONE;
        } catch (RuntimeException e) {
            why = " (" + e.getClass().getSimpleName() + ")";
            log.atError()
                    .setCause(e)
                    .addKeyValue("replay", id)
                    .log("A replay ended before its time; what it let go is on its way. Start it again for the rest");
        } finally {
            report = report.ended(ended);
            end(ended + why + ": " + report.replayed() + " of " + report.selected() + " let go");
        }
        return report;
    }

    /** Ends before it has let anything go. */
    void giveWay() {
        end("gave way to another one that began at the same moment: nothing was let go");
    }

    /** Nothing may be told behind the end: it would look as if it went on. */
    private synchronized void end(String how) {
        over = true;
        tell(Action.Kind.REPLAY_FINISHED, how);
    }

    private void goOn() {
        while (!over()) {
            LockSupport.parkNanos(TELL.toNanos());
            synchronized (this) {
                if (!over) {
                    Report now = report;
                    tell(
                            Action.Kind.REPLAY_PROGRESSED,
                            now.looked() + " of " + now.selected() + " looked at, " + now.replayed() + " let go");
                }
            }
        }
    }

    private void tell(Action.Kind kind, String what) {
        try {
            actions.take(new Action(kind, clock.instant(), who, what, id, List.of()));
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("replay", id)
                    .addKeyValue("cause", e.toString())
                    .log("How far a replay is, or that it has ended, is not known to the other instances");
        }
    }
}
