package io.tillstream.sandbox.stack;

/** Receives the name of each part before it starts, to show progress to a waiting person. */
@FunctionalInterface
public interface StartProgress {

    void step(String what);
}
