package io.tillstream.dispatcher.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay has done so far, or would do.
 *
 * @param dryRun   whether nothing is let go
 * @param selected letters that fit the selection; of an order that died more than once, the last
 * @param looked   of these, how many were looked at
 * @param replayed of these, how many were let go
 * @param verdicts how many by what becomes of them
 * @param letters  the first {@value #SHOWN} one by one
 * @param finished whether all were looked at
 * @param ended    how: {@value #DONE}, {@value #CANCELLED} or {@value #FAILED}; empty while it runs
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

    /** One letter and what becomes of it. */
    public record Line(String letter, String id, String died, String verdict) {}

    static Report start(boolean dryRun, int selected) {
        return new Report(dryRun, selected, 0, 0, Map.of(), List.of(), selected == 0, "");
    }

    /** Of which it is not known yet how many fit. */
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
