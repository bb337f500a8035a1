package io.tillstream.dispatcher.backlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders that Kafka deleted before the group handled them, as their topic's retention was too short. */
final class Expired {

    private static final Logger log = LoggerFactory.getLogger(Expired.class);

    private final MeterRegistry registry;
    /** Number of expired orders by partition. */
    private final Map<Integer, Long> gone = new ConcurrentHashMap<>();
    /** First offset that is not counted yet, by partition. */
    private final Map<Integer, Long> counted = new ConcurrentHashMap<>();

    Expired(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param next      first offset that the group has not handled
     * @param beginning first offset that Kafka still has
     */
    void look(int partition, long next, long beginning) {
        Counter counter = Counter.builder("dispatcher.orders.expired")
                .tag("partition", Integer.toString(partition))
                .description("Orders that Kafka deleted before the group handled them; all instances report the same")
                .register(registry);
        long from = Math.max(next, counted.getOrDefault(partition, 0L));
        if (from >= beginning) {
            return;
        }
        counted.put(partition, beginning);
        gone.merge(partition, beginning - from, Long::sum);
        counter.increment((double) (beginning - from));
        log.atError()
                .addKeyValue("topic", TopicNames.ORDERS)
                .addKeyValue("partition", partition)
                .addKeyValue("orders", beginning - from)
                .addKeyValue("from", from)
                .addKeyValue("to", beginning - 1)
                .log(
                        "Kafka has deleted orders that were not sent: its retention is shorter than the delay of the group. They"
                                + " are not at Meta. Set retention.ms of the topic to 14 days or more, remove the cause of the"
                                + " delay, and let the shop publish the orders of the last seven days again");
    }

    Map<Integer, Long> byPartition() {
        return new TreeMap<>(gone);
    }
}
