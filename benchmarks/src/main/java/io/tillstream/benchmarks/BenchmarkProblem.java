package io.tillstream.benchmarks;

/** The reason why there is no result. */
final class BenchmarkProblem extends RuntimeException {

    BenchmarkProblem(String message) {
        super(message);
    }

    BenchmarkProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
