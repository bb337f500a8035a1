package io.tillstream.benchmarks;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for other processes. */
final class Pause {

    private static final Duration STEP = Duration.ofMillis(10);

    private Pause() {}

    /**
     * Checks a condition every 10 ms.
     *
     * @return whether it became true in time
     */
    static boolean until(BooleanSupplier done, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            step();
        }
        return true;
    }

    private static void step() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
    }
}
