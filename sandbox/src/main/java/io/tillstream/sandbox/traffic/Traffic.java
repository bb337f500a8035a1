package io.tillstream.sandbox.traffic;

import io.tillstream.sandbox.stack.SandboxProblem;
import io.tillstream.sandbox.stack.Stack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs scenarios, one at a time. */
@Component
class Traffic implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Traffic.class);

    /** The most purchases at the same time, also if the shop is slow. */
    private static final int MOST_AT_ONCE = 24;

    private final Stack stack;
    private final ScenarioFaults faults;
    private final Clock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private @Nullable ScenarioRun run;

    Traffic(Stack stack, ScenarioFaults faults, Clock clock) {
        this.stack = stack;
        this.faults = faults;
        this.clock = clock;
    }

    /** @return false if another scenario is still running; nothing was started then */
    synchronized boolean start(Scenario scenario, Duration length) {
        if (run != null && !run.over()) {
            return false;
        }
        ScenarioRun started = new ScenarioRun(scenario, length, clock.instant());
        run = started;
        threads.execute(() -> execute(started));
        return true;
    }

    /** The running scenario, or the last one. */
    synchronized Optional<ScenarioRun> run() {
        return Optional.ofNullable(run);
    }

    private void execute(ScenarioRun current) {
        Scenario scenario = current.scenario();
        Duration third = current.length().dividedBy(3);
        try {
            faults.prepare(scenario);
            current.now("shoppers buy");
            sell(current, third);
            if (!current.stopping()) {
                current.now("shoppers buy during the fault");
                faults.begin(scenario, current.length());
                sell(current, third);
                current.now("shoppers buy");
                faults.end(scenario);
                sell(current, third);
            }
            current.now(current.stopping() ? "stopped" : "done");
        } catch (IOException | KafkaException | SandboxProblem e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("The scenario failed");
            current.now("failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            current.end(clock.instant());
        }
    }

    private void sell(ScenarioRun current, Duration length) throws InterruptedException {
        long between = Duration.ofSeconds(1).toNanos() / current.scenario().perSecond();
        // The wall clock may be set back, which would delay the shoppers.
        long start = System.nanoTime();
        for (long due = 0; due < length.toNanos() && !current.stopping(); due += between) {
            long passed = System.nanoTime() - start;
            if (passed >= length.toNanos()) {
                break;
            }
            if (due > passed) {
                TimeUnit.NANOSECONDS.sleep(due - passed);
            }
            free.acquire();
            threads.execute(() -> buy(current));
        }
        // Wait for the purchases in progress.
        free.acquire(MOST_AT_ONCE);
        free.release(MOST_AT_ONCE);
    }

    private void buy(ScenarioRun current) {
        try {
            new RandomShopper(stack).buy();
            current.paidOne();
        } catch (IOException | IllegalStateException e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("A purchase failed");
            current.failedOne();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    @Override
    public void destroy() {
        run().ifPresent(ScenarioRun::stop);
        threads.shutdownNow();
    }
}
