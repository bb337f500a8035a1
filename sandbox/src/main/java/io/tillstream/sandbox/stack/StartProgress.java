package io.tillstream.sandbox.house;

/** Told what is being started, so that a person who waits can see it move. */
@FunctionalInterface
public interface Progress {

    void step(String what);
}
