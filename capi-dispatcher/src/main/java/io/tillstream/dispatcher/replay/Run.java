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

/** One replay. It reports its progress and its end to all instances. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

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
     * Runs in the caller's thread.
     *
     * @param perSecond at most so many dead letters are replayed per second
     * @param progress  called after each dead letter
     * @return the last report, which says how it ended
     */
    Report go(Selection selection, int perSecond, Consumer<Report> progress) {
        Thread.ofPlatform().name("replay " + id + " progress").daemon().start(this::reportProgress);
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
                    .log("A replay failed; the orders that it replayed are on their way. Start it again for the rest");
        } finally {
            report = report.ended(ended);
            end(ended + why + ": " + report.replayed() + " of " + report.selected() + " replayed");
        }
        return report;
    }

    /** Ends without having replayed anything. */
    void giveWay() {
        end("gave way to another replay that started at the same moment: nothing was replayed");
    }

    /** No progress may be reported after the end: the replay would look as if it were running. */
    private synchronized void end(String how) {
        over = true;
        write(Action.Kind.REPLAY_FINISHED, how);
    }

    private void reportProgress() {
        while (!over()) {
            LockSupport.parkNanos(REPORT_INTERVAL.toNanos());
            synchronized (this) {
                if (!over) {
                    Report now = report;
                    write(
                            Action.Kind.REPLAY_PROGRESSED,
                            now.looked() + " of " + now.selected() + " checked, " + now.replayed() + " replayed");
                }
            }
        }
    }

    private void write(Action.Kind kind, String what) {
        try {
            actions.take(new Action(kind, clock.instant(), who, what, id, List.of()));
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("replay", id)
                    .addKeyValue("cause", e.toString())
                    .log("Other instances could not be informed of a replay's progress or end");
        }
    }
}
