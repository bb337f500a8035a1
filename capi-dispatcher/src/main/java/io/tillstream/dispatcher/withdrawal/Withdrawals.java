package io.tillstream.dispatcher.withdrawal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers whose consent was withdrawn after they had bought. Every instance reads the whole topic, without a group:
 * to its end before any order is looked at, and on from there while it runs.
 */
@Component
public class Withdrawals implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final TopicPartition ALL = new TopicPartition(WithdrawalTopic.NAME, 0);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final JsonMapper json;
    private final Map<String, Instant> withdrawn = new ConcurrentHashMap<>();
    private volatile boolean running;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

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
        Consumer<byte[], byte[]> all = consumers.createConsumer(null, "withdrawals", null);
        all.assign(List.of(ALL));
        all.seekToBeginning(List.of(ALL));
        long end = all.endOffsets(List.of(ALL)).getOrDefault(ALL, 0L);
        while (all.position(ALL) < end) {
            all.poll(POLL).forEach(this::remember);
        }
        consumer = all;
        running = true;
        thread = Thread.ofPlatform().name("withdrawals").daemon().start(() -> follow(all));
    }

    private void follow(Consumer<byte[], byte[]> all) {
        try (all) {
            while (running) {
                try {
                    all.poll(POLL).forEach(this::remember);
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    log.atWarn().addKeyValue("cause", e.toString()).log("Withdrawals cannot be read; trying again");
                }
            }
        }
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
        running = false;
        Consumer<byte[], byte[]> all = consumer;
        Thread following = thread;
        if (all != null && following != null) {
            all.wakeup();
            try {
                following.join(POLL.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
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
