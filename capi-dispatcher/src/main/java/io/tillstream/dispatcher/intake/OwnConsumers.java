package io.tillstream.dispatcher.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** The present state of this instance's consumers of orders. */
@Component
public class OwnConsumers {

    /** The id of {@link OrderListener}. */
    private static final String LISTENER = "orders";

    /** A metric of Kafka's consumer; -1 before the first poll. */
    private static final String LAST_POLL = "last-poll-seconds-ago";

    private final KafkaListenerEndpointRegistry registry;

    OwnConsumers(KafkaListenerEndpointRegistry registry) {
        this.registry = registry;
    }

    /**
     * The last poll of a consumer.
     *
     * @param thread     prefix of its thread's name
     * @param secondsAgo time since it last asked Kafka for records
     */
    record Poll(String thread, double secondsAgo) {}

    /** Numbers of the partitions of orders that are assigned to this instance; empty while it has no consumer. */
    public Set<Integer> partitions() {
        Set<Integer> numbers = new TreeSet<>();
        MessageListenerContainer container = registry.getListenerContainer(LISTENER);
        Collection<TopicPartition> assigned = container == null ? null : container.getAssignedPartitions();
        if (assigned != null) {
            assigned.forEach(partition -> numbers.add(partition.partition()));
        }
        return numbers;
    }

    /** The last poll of each running consumer that has polled. */
    List<Poll> polls() {
        return registry.getListenerContainer(LISTENER) instanceof ConcurrentMessageListenerContainer<?, ?> all
                ? all.getContainers().stream()
                        .filter(KafkaMessageListenerContainer::isRunning)
                        .map(each -> new Poll(each.getBeanName() + "-C-", secondsAgo(each.metrics())))
                        .filter(poll -> poll.secondsAgo() >= 0)
                        .toList()
                : List.of();
    }

    private static double secondsAgo(Map<String, Map<MetricName, ? extends Metric>> metrics) {
        for (Map<MetricName, ? extends Metric> ofClient : metrics.values()) {
            for (Map.Entry<MetricName, ? extends Metric> metric : ofClient.entrySet()) {
                if (metric.getKey().name().equals(LAST_POLL)
                        && metric.getValue().metricValue() instanceof Number seconds) {
                    return seconds.doubleValue();
                }
            }
        }
        return -1;
    }
}
