package io.tillstream.shop.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics that are paused because Kafka accepts nothing on them. The pause doubles with each failure, so that a missing or
 * forbidden topic delays the others little. Not thread-safe.
 */
final class PausedTopics {

    private static final Logger log = LoggerFactory.getLogger(PausedTopics.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final LongSupplier nanoTime;
    private final Map<String, Pause> paused = new HashMap<>();

    private record Pause(long until, Duration length) {}

    /** @param nanoTime a monotonic clock in nanoseconds */
    PausedTopics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Topics whose pause is not over. */
    List<String> now() {
        long now = nanoTime.getAsLong();
        return paused.entrySet().stream()
                .filter(each -> each.getValue().until() - now > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Kafka accepted nothing on a topic. Only the first failure is logged. */
    void failed(String topic, Throwable cause) {
        Pause before = paused.get(topic);
        if (before == null) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("cause", String.valueOf(cause.getMessage()))
                    .log(
                            "Kafka accepts no messages on a topic. Nothing is lost: they wait in the outbox, and other topics"
                                    + " are sent. Check that the brokers run, the topic exists, and the shop may write to it");
        }
        Duration length = before == null ? FIRST : before.length().multipliedBy(2);
        length = length.compareTo(LONGEST) < 0 ? length : LONGEST;
        paused.put(topic, new Pause(nanoTime.getAsLong() + length.toNanos(), length));
    }

    void passed(String topic) {
        if (paused.remove(topic) != null) {
            log.atInfo().addKeyValue("topic", topic).log("Kafka accepts messages on the topic again");
        }
    }
}
