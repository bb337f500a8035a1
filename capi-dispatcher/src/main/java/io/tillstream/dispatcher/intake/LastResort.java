package io.tillstream.dispatcher.intake;

import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * What the container does with an exception. The listener throws none; if it does, its consumer stops without a commit, and
 * liveness breaks. After an exception of a poll, the next poll tries again.
 */
final class LastResort extends CommonContainerStoppingErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        log.atWarn()
                .addKeyValue("cause", thrown.toString())
                .log("Orders could not be read from Kafka. Nothing is lost; retrying");
    }
}
