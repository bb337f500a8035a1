package io.tillstream.dispatcher.simulation;

/** The process is gone: no handler of exceptions sees it. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("simulated kill -9", null, false, false);
    }
}
