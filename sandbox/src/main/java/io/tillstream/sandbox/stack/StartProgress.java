package io.tillstream.sandbox.stack;

/** Told what is being started, so that a person who waits can see it move. */
@FunctionalInterface
public interface StartProgress {

    void step(String what);
}
