package io.tillstream.sandbox.stack;

/** A reason why the sandbox cannot run. The message is for the person who started it. */
public class SandboxProblem extends RuntimeException {

    public SandboxProblem(String message) {
        super(message);
    }

    SandboxProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
