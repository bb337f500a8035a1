package io.tillstream.dispatcher.operator;

import io.tillstream.dispatcher.kafka.Producers;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes operators' actions to their topic. */
@Component
class ActionWriter {

    /** Answers after which the record is certainly not in the topic. */
    private static final List<Class<? extends ApiException>> REFUSALS = List.of(
            AuthorizationException.class,
            AuthenticationException.class,
            InvalidTopicException.class,
            RecordTooLargeException.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;

    ActionWriter(KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    /**
     * Writes an action and waits until all in-sync replicas have it.
     *
     * @return its offset
     * @throws ActionFailed when Kafka does not take it, or does not confirm it; the message says which
     */
    long write(Action action) throws InterruptedException {
        try {
            return send(action).get().getRecordMetadata().offset();
        } catch (ExecutionException e) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            Producers.renewIfRefused(kafka, cause);
            throw REFUSALS.stream().anyMatch(type -> type.isInstance(cause))
                    ? ActionFailed.refused(cause)
                    : ActionFailed.unconfirmed(cause);
        }
    }

    /**
     * Writes an action without waiting.
     *
     * @param failed receives the reason when Kafka does not take it, or does not confirm it
     */
    void writeSoon(Action action, Consumer<Throwable> failed) {
        try {
            var unused = send(action).whenComplete((sent, failure) -> {
                if (failure != null) {
                    failed.accept(failure);
                }
            });
        } catch (ActionFailed e) {
            failed.accept(e);
        }
    }

    private CompletableFuture<SendResult<String, byte[]>> send(Action action) {
        try {
            return kafka.send(TopicNames.ACTIONS, action.kind().name(), json.writeValueAsBytes(action));
        } catch (KafkaException e) {
            // It never left this process.
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            Producers.renewIfRefused(kafka, cause);
            throw ActionFailed.refused(cause);
        }
    }
}
