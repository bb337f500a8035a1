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

/** Writes attempts down without waiting for Kafka to acknowledge, as no order depends on it, and lets others follow them. */
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

    /** A request that Meta did not accept; the words are those of {@link Attempt}. */
    public void failed(
            String answer,
            String dataset,
            String detail,
            int code,
            int subcode,
            String fbtraceId,
            int events,
            Map<Integer, Offsets> orders) {
        write(new Attempt(
                clock.instant(), instance.name(), answer, dataset, detail, code, subcode, fbtraceId, events, orders));
    }

    /** @param state closed, open or half_open */
    public void turned(String state) {
        write(new Attempt(clock.instant(), instance.name(), state, "", "", 0, 0, "", 0, Map.of()));
    }

    /** An instance starts with its breaker closed, whatever it was before. Commands, which serve no pages, are none. */
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
            // Whatever it is: no order depends on it.
            notWritten(e);
        }
    }

    private static void notWritten(Throwable failure) {
        log.atInfo()
                .addKeyValue("cause", failure.toString())
                .log("An attempt was not written down; the console will not show it");
    }

    /** Gives every attempt there is, the older first, and those to come; it is to be started and closed. */
    public TopicFollower follower(Consumer<Attempt> each) {
        return new TopicFollower(consumers, TopicNames.ATTEMPTS, record -> {
            try {
                each.accept(json.readValue(record.value(), Attempt.class));
            } catch (JacksonException e) {
                log.atWarn().addKeyValue("offset", record.offset()).log("An attempt cannot be read; it is passed over");
            }
        });
    }
}
