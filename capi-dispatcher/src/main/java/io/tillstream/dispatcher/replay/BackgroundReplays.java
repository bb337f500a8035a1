package io.tillstream.dispatcher.replay;

import io.tillstream.dispatcher.operator.ActionFailed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Replays that operators start in the console: first a preview, then a run in the background. One at a time in the group. */
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
     * A replay that runs or ran on this instance.
     *
     * @param ended done, cancelled or failed; empty while it runs
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
     * What would become of some dead letters; nothing is replayed.
     *
     * @param letters as partition@offset, at least one
     */
    public Report preview(Collection<String> letters) {
        return replay.run(Selection.ofDeadLetters(letters), true, progress -> {});
    }

    /**
     * Starts to replay dead letters, and returns at once.
     *
     * @param letters   as partition@offset, at least one
     * @param perSecond at most so many dead letters per second; 1 or more
     * @param why       for the audit log
     * @return its id; empty while another replay runs on any instance
     * @throws ActionFailed as {@link Runs#begin}
     */
    public Optional<String> start(Collection<String> letters, int perSecond, String who, String why) {
        Selection selection = Selection.ofDeadLetters(letters);
        Optional<Run> begun = runs.begin(who, letters.size() + " dead letters, " + perSecond + " a second: " + why);
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

    /** Cancels a replay on any instance; dead letters that it has replayed stay replayed. */
    public void cancel(String id, String who) {
        runs.cancel(id, who);
    }

    /** Empty for a replay of another instance. */
    public synchronized Optional<BackgroundReplay> find(String id) {
        return Optional.ofNullable(replays.get(id));
    }
}
