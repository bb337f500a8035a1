package io.tillstream.dispatcher.withdrawal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Following;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers whose consent was withdrawn after they had bought. Every instance reads the whole topic: to its end before
 * any order is looked at, and on from there while it runs. In doubt nothing is sent: what cannot be read counts, and
 * while what is known is too old, orders wait.
 */
@Component
public class Withdrawals implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final JsonMapper json;
    private final Clock clock;
    private final Following following;
    private final Counter unreadable;
    private final Map<String, Instant> withdrawn = new ConcurrentHashMap<>();
    private long forgot = System.nanoTime();

    Withdrawals(
            ConsumerFactory<byte[], byte[]> consumers,
            JsonMapper json,
            WithdrawalSettings settings,
            Clock clock,
            MeterRegistry registry) {
        this.json = json;
        this.clock = clock;
        this.following = new Following(
                consumers,
                TopicNames.WITHDRAWALS,
                this::remember,
                settings.longestBehind(),
                "Orders wait, so that none is sent whose consent was withdrawn");
        registry.gaugeMapSize("dispatcher.withdrawals.remembered", List.of(), withdrawn);
        Gauge.builder("dispatcher.withdrawals.behind", this, Withdrawals::behindSeconds)
                .description("Age of what is known of withdrawn consents; a few seconds while all is well")
                .baseUnit("seconds")
                .register(registry);
        this.unreadable = Counter.builder("dispatcher.withdrawals.unreadable")
                .description("Withdrawals that could not be read")
                .register(registry);
    }

    /** Whether Meta must not be told of this event any more. */
    public boolean contain(String eventId) {
        return withdrawn.containsKey(eventId);
    }

    /** As well by the order's id, which is all that is known of a withdrawal that cannot be read. */
    public boolean contain(String eventId, String orderId) {
        return contain(eventId) || contain(orderId);
    }

    /** Whether what {@link #contain} says can be gone by. While it is false, orders have to wait. */
    public boolean known() {
        return following.known();
    }

    /** Not a number while the topic is not followed. */
    double behindSeconds() {
        return following.behindSeconds();
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void watch() {
        following.tell();
    }

    /** Reads all there is. The listener of orders starts after this, as it is in the last phase of all. */
    @Override
    public void start() {
        following.start();
    }

    void remember(ConsumerRecord<byte[], byte[]> record) {
        Withdrawn one = Withdrawn.of(record, json, clock.instant());
        if (!one.readable()) {
            tell(record, one);
        }
        one.ids().forEach(id -> withdrawn.merge(id, one.at(), (a, b) -> a.isAfter(b) ? a : b));
        if (System.nanoTime() - forgot > FORGET_EVERY.toNanos()) {
            forget();
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, Withdrawn one) {
        unreadable.increment();
        if (one.ids().isEmpty()) {
            log.atError()
                    .addKeyValue("offset", record.offset())
                    .log("A withdrawal of consent cannot be read, and nothing in it says whose it is. Its order is sent"
                            + " unless the shop says so again: find out who writes to the topic beside the shop");
        } else {
            log.atWarn()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("ids", one.ids())
                    .log(
                            "A withdrawal of consent cannot be read. It counts for the order that its key or its ce_id names");
        }
    }

    /** By the clock alone: no record can make others forgotten. */
    void forget() {
        forgot = System.nanoTime();
        Instant oldest = clock.instant().minus(WithdrawalTopic.KEPT);
        withdrawn.values().removeIf(at -> at.isBefore(oldest));
    }

    @Override
    public void stop() {
        following.stop();
    }

    @Override
    public boolean isRunning() {
        return following.running();
    }

    /** Before the containers of listeners start, and after they have stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
