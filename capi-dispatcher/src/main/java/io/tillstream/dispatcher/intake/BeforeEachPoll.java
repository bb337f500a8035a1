package io.tillstream.dispatcher.intake;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Retries waiting orders, also while no new ones come. The container calls it before each poll, in the consumer's thread. The
 * container's idle events depend on the time of day: after the clock is set back by an hour, none comes for an hour.
 */
record BeforeEachPoll(Positions positions) implements BatchInterceptor<byte[], byte[]> {

    @Override
    public void setupThreadState(Consumer<?, ?> consumer) {
        positions.due(consumer);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        return records;
    }
}
