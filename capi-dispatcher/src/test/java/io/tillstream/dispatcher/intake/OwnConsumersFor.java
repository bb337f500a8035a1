package io.tillstream.dispatcher.intake;

import java.util.List;
import java.util.Set;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** Consumers with a state that a test sets. */
public final class OwnConsumersFor extends OwnConsumers {

    public volatile Set<Integer> partitions = Set.of();
    volatile List<Poll> polls = List.of();

    public OwnConsumersFor() {
        super(new KafkaListenerEndpointRegistry());
    }

    @Override
    public Set<Integer> partitions() {
        return partitions;
    }

    @Override
    List<Poll> polls() {
        return polls;
    }
}
