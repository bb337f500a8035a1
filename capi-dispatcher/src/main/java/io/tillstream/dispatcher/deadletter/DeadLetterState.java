package io.tillstream.dispatcher.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.TopicNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Kafka takes dead letters. Logs when it starts to refuse them, and when it takes them again. */
final class DeadLetterState {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterState.class);

    private boolean refusing;

    DeadLetterState(MeterRegistry registry) {
        Gauge.builder("dispatcher.dead.letters.refusing", this, state -> state.refusing() ? 1 : 0)
                .description("1 while Kafka does not take dead letters; their orders wait, others pass")
                .register(registry);
    }

    private synchronized boolean refusing() {
        return refusing;
    }

    /** @param trouble why one was refused; null when none was */
    synchronized void report(int taken, int refused, @Nullable Throwable trouble) {
        if (refused > 0 && trouble != null && !refusing) {
            refusing = true;
            Throwable cause = trouble.getCause() == null ? trouble : trouble.getCause();
            log.atError()
                    .addKeyValue("topic", TopicNames.DEAD_LETTERS)
                    .addKeyValue("letters", refused)
                    .addKeyValue("cause", cause.toString())
                    .log("Kafka does not take dead letters. Nothing is lost: their orders wait, and others pass. Check"
                            + " that the topic exists, that this service may write to it, and that its in-sync"
                            + " replicas are up; the dispatcher retries by itself");
        } else if (refused == 0 && taken > 0 && refusing) {
            refusing = false;
            log.atInfo().addKeyValue("topic", TopicNames.DEAD_LETTERS).log("Kafka takes dead letters again");
        }
    }
}
