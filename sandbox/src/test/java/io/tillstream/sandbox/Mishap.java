package io.tillstream.sandbox;

import java.time.Duration;

/**
 * One temporary fault.
 *
 * @param name    description
 * @param about   the affected part; two faults of the same part would undo each other
 * @param repeats whether Meta may get an event twice: after a crash, a lost answer or a lost partition
 * @param least   shortest length
 * @param most    longest length
 */
record Mishap(String name, String about, boolean repeats, Duration least, Duration most, Step begins, Step ends) {

    /** Begins or ends the fault. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    static final Step NOTHING = () -> {};
}
