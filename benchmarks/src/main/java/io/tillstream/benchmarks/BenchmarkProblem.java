package io.tillstream.benchmarks;

/** Why there is no table. */
final class BenchmarkProblem extends RuntimeException {

    BenchmarkProblem(String message) {
        super(message);
    }

    BenchmarkProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
