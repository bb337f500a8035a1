package io.tillstream.dispatcher.intake;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Lets what waits be tried again, also while nothing comes. The container calls it before each poll, in the consumer's
 * thread; its idle events go by the time of day, and none comes for an hour after a clock was set back by one.
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
