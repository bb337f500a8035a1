package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.Actions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/** Replays that people start from pages: looked at first, then run beside everything else, one at a time in the group. */
@Component
public class Redrives {

    private static final Logger log = LoggerFactory.getLogger(Redrives.class);
    private static final int REMEMBERED = 50;
    private static final Duration TELL = Duration.ofSeconds(5);
    /** One that is not heard of for so long has ended with its instance. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private final Replay replay;
    private final Actions actions;
    private final Clock clock;
    private final Map<String, Redrive> redrives = new LinkedHashMap<>();
    private Instant told = Instant.EPOCH;

    Redrives(Replay replay, Actions actions, Clock clock) {
        this.replay = replay;
        this.actions = actions;
        this.clock = clock;
    }

    /**
     * A redrive that this instance runs, or ran.
     *
     * @param ended how: done, cancelled, failed; empty while it runs
     */
    public record Redrive(String id, String who, String why, Report report, String ended) {

        public boolean running() {
            return ended.isEmpty();
        }

        Redrive at(Report now) {
            return new Redrive(id, who, why, now, ended);
        }

        Redrive ended(String how) {
            return new Redrive(id, who, why, report, how);
        }
    }

    /**
     * What would become of some letters; nothing is let go.
     *
     * @param letters as partition@offset, at least one
     */
    public Report preview(Collection<String> letters) {
        return replay.run(Selection.ofLetters(letters), true, progress -> {});
    }

    /**
     * Starts to let letters go again, and returns at once.
     *
     * @param perSecond 1 or more
     * @param why       for the audit log
     * @return its id; empty while another one runs, on whichever instance
     * @throws KafkaException when it cannot be written down: then nothing was started
     */
    public synchronized Optional<String> start(Collection<String> letters, int perSecond, String who, String why) {
        Instant now = clock.instant();
        if (redrives.values().stream().anyMatch(Redrive::running)
                || !actions.running(now.minus(SILENT)).isEmpty()) {
            return Optional.empty();
        }
        String id = "R-" + Long.toString(now.getEpochSecond(), Character.MAX_RADIX) + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36, 36 * 36 * 36), Character.MAX_RADIX);
        actions.take(new Action(
                Action.Kind.REDRIVE_STARTED,
                now,
                who,
                letters.size() + " letters, " + perSecond + " a second: " + why,
                id,
                List.of()));
        redrives.put(id, new Redrive(id, who, why, Report.start(false, letters.size()), ""));
        if (redrives.size() > REMEMBERED) {
            redrives.remove(redrives.keySet().iterator().next());
        }
        Selection selection = Selection.ofLetters(letters);
        Thread.ofPlatform().name("redrive " + id).daemon().start(() -> run(id, selection, perSecond));
        return Optional.of(id);
    }

    private void run(String id, Selection selection, int perSecond) {
        String ended = "failed";
        try {
            replay.run(selection, false, perSecond, () -> actions.cancelled(id), report -> progressed(id, report));
            ended = actions.cancelled(id) ? "cancelled" : "done";
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("redrive", id)
                    .log("A redrive ended before its time; what it let go is on its way. Start it again for the rest");
        } finally {
            finish(id, ended);
        }
    }

    /** The other instances hear of it every {@link #TELL}. */
    private void progressed(String id, Report report) {
        put(id, redrive -> redrive.at(report));
        Instant now = clock.instant();
        if (now.isAfter(told.plus(TELL))) {
            told = now;
            find(id).ifPresent(redrive ->
                    tell(new Action(Action.Kind.REDRIVE_PROGRESSED, now, redrive.who(), words(report), id, List.of())));
        }
    }

    private void tell(Action action) {
        try {
            actions.take(action);
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("redrive", action.job())
                    .addKeyValue("cause", e.toString())
                    .log("How far a redrive is, or that it has ended, is not known to the other instances");
        }
    }

    private static String words(Report report) {
        return report.looked() + " of " + report.selected() + " looked at, " + report.replayed() + " let go";
    }

    private void finish(String id, String ended) {
        put(id, redrive -> redrive.ended(ended));
        find(id).ifPresent(redrive -> tell(new Action(
                Action.Kind.REDRIVE_FINISHED,
                clock.instant(),
                redrive.who(),
                ended + ": " + redrive.report().replayed() + " of "
                        + redrive.report().selected() + " let go",
                id,
                List.of())));
    }

    private synchronized void put(String id, java.util.function.UnaryOperator<Redrive> change) {
        redrives.computeIfPresent(id, (key, redrive) -> change.apply(redrive));
    }

    /** Ends one before its time, on whichever instance it runs; what was let go stays so. */
    public void cancel(String id, String who) {
        actions.take(new Action(Action.Kind.REDRIVE_CANCELLED, clock.instant(), who, "cancelled", id, List.of()));
    }

    /** Empty for one that another instance runs. */
    public synchronized Optional<Redrive> find(String id) {
        return Optional.ofNullable(redrives.get(id));
    }
}
