package io.tillstream.dispatcher.simulation;

/** A killed process: no exception handler runs. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("simulated kill -9", null, false, false);
    }
}
