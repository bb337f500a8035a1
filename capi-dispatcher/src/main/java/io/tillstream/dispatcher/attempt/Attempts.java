package io.tillstream.dispatcher.attempt;

import io.tillstream.dispatcher.kafka.Instance;
import io.tillstream.dispatcher.kafka.Offsets;
import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes attempts without waiting for Kafka's acknowledgement, as no order depends on them, and lets others follow them. */
@Component
public class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final JsonMapper json;
    private final Instance instance;
    private final Clock clock;

    Attempts(
            KafkaTemplate<String, byte[]> kafka,
            ConsumerFactory<byte[], byte[]> consumers,
            JsonMapper json,
            Instance instance,
            Clock clock) {
        this.kafka = kafka;
        this.consumers = consumers;
        this.json = json;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Writes down a request that Meta did not accept.
     *
     * @param events number of events in the request
     * @param orders offsets of its orders, by partition of the topic of orders
     */
    public void failed(String dataset, Failure failure, int events, Map<Integer, Offsets> orders) {
        write(Attempt.ofRequest(clock.instant(), instance.name(), dataset, failure, events, orders));
    }

    /** @param state of this instance's circuit breaker: closed, open or half_open */
    public void turned(String state) {
        write(Attempt.ofBreaker(clock.instant(), instance.name(), state));
    }

    /** An instance starts with a closed breaker. Not written by commands, which have no web server. */
    @EventListener(WebServerInitializedEvent.class)
    void started() {
        turned(Attempt.STARTED);
    }

    private void write(Attempt attempt) {
        try {
            var unused = kafka.send(TopicNames.ATTEMPTS, attempt.instance(), json.writeValueAsBytes(attempt))
                    .whenComplete((sent, failure) -> {
                        if (failure != null) {
                            notWritten(failure);
                        }
                    });
        } catch (RuntimeException e) {
            // Any exception is acceptable, as no order depends on this record.
            notWritten(e);
        }
    }

    private static void notWritten(Throwable failure) {
        log.atInfo()
                .addKeyValue("cause", failure.toString())
                .log("An attempt could not be written; the console will not show it");
    }

    /** Passes on every attempt, present and future, the older first; the caller starts and closes it. */
    public TopicFollower follower(Consumer<Attempt> each) {
        return new TopicFollower(consumers, TopicNames.ATTEMPTS, record -> {
            try {
                each.accept(json.readValue(record.value(), Attempt.class));
            } catch (JacksonException e) {
                log.atWarn().addKeyValue("offset", record.offset()).log("An attempt is unreadable; it is skipped");
            }
        });
    }
}
