package io.tillstream.dispatcher.simulation;

/**
 * A fault with a beginning and an end.
 *
 * @param from   milliseconds since the beginning of the run
 * @param until  milliseconds since the beginning; later than {@code from}
 * @param target index of the affected instance, dataset or topic
 */
record Fault(Kind kind, long from, long until, int target) {

    /** Kinds of faults. */
    enum Kind {
        RECEIPTS_REFUSED,
        RECEIPTS_ANSWER_LOST,
        RECEIPTS_LATE,
        DEAD_LETTERS_REFUSED,
        DEAD_LETTERS_ANSWER_LOST,
        ALL_WRITES_REFUSED,
        ONE_PARTITION_REFUSED,
        FETCH_FAILS,
        RESTORE_FAILS,
        COMMIT_FAILS,
        REBALANCES,
        FROZEN,
        KILLED,
        STOPPED,
        PAUSED_BY_AN_OPERATOR,
        CLOCK_AHEAD,
        CLOCK_BEHIND,
        META_UNAVAILABLE,
        META_HTML,
        META_TIMES_OUT,
        META_RESETS,
        META_NOT_REACHED,
        META_THROTTLES,
        META_ASKS_TO_WAIT,
        META_REFUSES_THE_TOKEN,
        META_REFUSES_ALL,
        META_COUNTS_SHORT,
        META_SAYS_CODE_1,
        META_SAYS_AN_UNKNOWN_CODE,
        META_IS_SLOW
    }

    boolean at(long millis) {
        return millis >= from && millis < until;
    }

    boolean at(long millis, Kind kind) {
        return this.kind == kind && at(millis);
    }

    @Override
    public String toString() {
        return kind + "(" + target + ") " + from + ".." + until + " ms";
    }
}
