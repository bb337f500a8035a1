package io.tillstream.sandbox.stack;

/** Something that keeps the sandbox from running, in a sentence for the person who started it. */
public class SandboxProblem extends RuntimeException {

    public SandboxProblem(String message) {
        super(message);
    }

    SandboxProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
