package io.tillstream.sandbox;

import java.time.Duration;

/**
 * One thing that goes wrong for a while.
 *
 * @param name    in words
 * @param about   what it happens to; two mishaps of the same would undo each other
 * @param repeats whether an event may be at Meta twice for it: a crash, a lost answer, a lost partition
 * @param least   the shortest that it lasts
 * @param most    the longest
 */
record Mishap(String name, String about, boolean repeats, Duration least, Duration most, Step begins, Step ends) {

    /** What is done to begin or to end it. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    static final Step NOTHING = () -> {};
}
