package io.tillstream.dispatcher.withdrawal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.topic.TopicFollower;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers whose consent was withdrawn after they had bought. Every instance reads the whole topic: to its end before
 * any order is looked at, and on from there while it runs.
 */
@Component
public class Withdrawals implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final JsonMapper json;
    private final Map<String, Instant> withdrawn = new ConcurrentHashMap<>();
    private @Nullable TopicFollower follower;

    Withdrawals(ConsumerFactory<byte[], byte[]> consumers, JsonMapper json, MeterRegistry registry) {
        this.consumers = consumers;
        this.json = json;
        registry.gaugeMapSize("dispatcher.withdrawals.remembered", List.of(), withdrawn);
    }

    /** Whether Meta must not be told of this event any more. */
    public boolean contain(String eventId) {
        return withdrawn.containsKey(eventId);
    }

    /** Reads all there is. The listener of orders starts after this, as it is in the last phase of all. */
    @Override
    public void start() {
        TopicFollower all = new TopicFollower(consumers, WithdrawalTopic.NAME, this::remember);
        all.catchUp();
        all.follow();
        follower = all;
    }

    private void remember(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            Withdrawn one = json.readValue(record.value(), Withdrawn.class);
            withdrawn.put(one.eventId(), one.withdrawnAt());
            Instant oldest = one.withdrawnAt().minus(WithdrawalTopic.KEPT);
            withdrawn.values().removeIf(at -> at.isBefore(oldest));
        } catch (JacksonException | IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("offset", record.offset())
                    .log("A withdrawal of consent cannot be read. Its order is sent unless the shop says so again");
        }
    }

    @Override
    public void stop() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }

    @Override
    public boolean isRunning() {
        return follower != null;
    }

    /** Before the containers of listeners start, and after they have stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** As the shop writes it; what else it may say is passed over. */
    record Withdrawn(String eventId, Instant withdrawnAt) {

        Withdrawn {
            if (eventId == null || withdrawnAt == null) {
                throw new IllegalArgumentException("eventId or withdrawnAt is missing");
            }
        }
    }
}
