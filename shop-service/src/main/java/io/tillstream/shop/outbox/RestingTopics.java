package io.tillstream.shop.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics to which Kafka takes nothing just now. Each rests for longer every time, so that one which is not there, or may not
 * be written, costs the others little. One thread at a time uses it.
 */
final class RestingTopics {

    private static final Logger log = LoggerFactory.getLogger(RestingTopics.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final LongSupplier nanoTime;
    private final Map<String, Rest> resting = new HashMap<>();

    private record Rest(long until, Duration length) {}

    /** @param nanoTime a time that only goes on, in nanoseconds */
    RestingTopics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Topics whose rest is not over. */
    List<String> now() {
        long now = nanoTime.getAsLong();
        return resting.entrySet().stream()
                .filter(each -> each.getValue().until() - now > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Kafka took nothing; this is said when it begins. */
    void failed(String topic, Throwable cause) {
        Rest before = resting.get(topic);
        if (before == null) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("cause", String.valueOf(cause.getMessage()))
                    .log(
                            "Kafka takes no messages on a topic. Nothing is lost: they wait in the outbox, and those of other"
                                    + " topics pass. Look at the brokers, whether the topic is there, and whether it may be written");
        }
        Duration length = before == null ? FIRST : before.length().multipliedBy(2);
        length = length.compareTo(LONGEST) < 0 ? length : LONGEST;
        resting.put(topic, new Rest(nanoTime.getAsLong() + length.toNanos(), length));
    }

    void passed(String topic) {
        if (resting.remove(topic) != null) {
            log.atInfo().addKeyValue("topic", topic).log("Kafka takes messages on the topic again");
        }
    }
}
