package io.tillstream.dispatcher.replay;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/** Replays that people start from pages: looked at first, then run beside everything else, one at a time in the group. */
@Component
public class BackgroundReplays {

    private static final int REMEMBERED = 50;

    private final Replay replay;
    private final Runs runs;
    private final Map<String, BackgroundReplay> replays = new LinkedHashMap<>();

    BackgroundReplays(Replay replay, Runs runs) {
        this.replay = replay;
        this.runs = runs;
    }

    /**
     * One that this instance runs, or ran.
     *
     * @param ended how: done, cancelled, failed; empty while it runs
     */
    public record BackgroundReplay(String id, String who, String why, Report report, String ended) {

        public boolean running() {
            return ended.isEmpty();
        }

        BackgroundReplay at(Report now) {
            return new BackgroundReplay(id, who, why, now, now.ended());
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
     * @return its id; empty while another replay runs, on whichever instance and whoever started it
     * @throws KafkaException when it cannot be written down: then nothing was started
     */
    public Optional<String> start(Collection<String> letters, int perSecond, String who, String why) {
        Selection selection = Selection.ofLetters(letters);
        Optional<Run> begun = runs.begin(who, letters.size() + " letters, " + perSecond + " a second: " + why);
        begun.ifPresent(run -> {
            add(new BackgroundReplay(run.id(), who, why, Report.start(false, letters.size()), ""));
            Thread.ofPlatform().name("replay " + run.id()).daemon().start(() -> run(run, selection, perSecond));
        });
        return begun.map(Run::id);
    }

    private void run(Run run, Selection selection, int perSecond) {
        Report last = run.go(selection, perSecond, now -> put(run.id(), one -> one.at(now)));
        put(run.id(), one -> one.at(last));
    }

    private synchronized void add(BackgroundReplay one) {
        replays.put(one.id(), one);
        if (replays.size() > REMEMBERED) {
            replays.remove(replays.keySet().iterator().next());
        }
    }

    private synchronized void put(String id, UnaryOperator<BackgroundReplay> change) {
        replays.computeIfPresent(id, (key, one) -> change.apply(one));
    }

    /** Ends one before its time, on whichever instance it runs; what was let go stays so. */
    public void cancel(String id, String who) {
        runs.cancel(id, who);
    }

    /** Empty for one that another instance runs. */
    public synchronized Optional<BackgroundReplay> find(String id) {
        return Optional.ofNullable(replays.get(id));
    }
}
