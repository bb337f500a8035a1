package io.tillstream.dispatcher.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay has done so far, or would do.
 *
 * @param dryRun   whether nothing is replayed
 * @param selected number of dead letters in the selection; an order that was dead-lettered several times counts once
 * @param looked   how many of these were checked
 * @param replayed how many of these were replayed
 * @param verdicts number of dead letters by verdict
 * @param letters  the first {@value #SHOWN} dead letters
 * @param finished whether all were checked
 * @param ended    {@value #DONE}, {@value #CANCELLED} or {@value #FAILED}; empty while it runs
 */
public record Report(
        boolean dryRun,
        int selected,
        int looked,
        int replayed,
        Map<String, Integer> verdicts,
        List<Line> letters,
        boolean finished,
        String ended) {

    static final String DONE = "done";
    static final String CANCELLED = "cancelled";
    static final String FAILED = "failed";

    static final int SHOWN = 100;

    /**
     * One dead letter and what becomes of it.
     *
     * @param letter as partition@offset
     * @param id     its receipt id
     * @param reason why it was dead-lettered; empty when it is gone
     */
    public record Line(String letter, String id, String reason, String verdict) {}

    static Report start(boolean dryRun, int selected) {
        return new Report(dryRun, selected, 0, 0, Map.of(), List.of(), selected == 0, "");
    }

    /** Not finished, though the number of selected dead letters is not known yet. */
    Report begun() {
        return new Report(dryRun, selected, looked, replayed, verdicts, letters, false, ended);
    }

    Report ended(String how) {
        return new Report(dryRun, selected, looked, replayed, verdicts, letters, finished, how);
    }

    Report with(Line line, boolean replayed) {
        Map<String, Integer> counted = new LinkedHashMap<>(verdicts);
        counted.merge(line.verdict(), 1, Integer::sum);
        List<Line> shown = letters;
        if (letters.size() < SHOWN) {
            shown = new ArrayList<>(letters);
            shown.add(line);
        }
        return new Report(
                dryRun,
                selected,
                looked + 1,
                this.replayed + (replayed ? 1 : 0),
                counted,
                shown,
                looked + 1 == selected,
                ended);
    }
}
