package io.tillstream.dispatcher.withdrawal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Following;
import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.platform.kafka.SharedTopics;
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
 * Remembers for which orders the customer withdrew consent after the purchase. Every instance reads the whole topic: to its end
 * before it handles any order, and then continuously. In doubt nothing is sent: an unreadable withdrawal counts, and orders
 * wait while the known withdrawals are too old.
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
                "Orders wait, so that none is sent without consent");
        registry.gaugeMapSize("dispatcher.withdrawals.remembered", List.of(), withdrawn);
        Gauge.builder("dispatcher.withdrawals.behind", this, Withdrawals::behindSeconds)
                .description("Age of the known withdrawals of consent; a few seconds normally")
                .baseUnit("seconds")
                .register(registry);
        this.unreadable = Counter.builder("dispatcher.withdrawals.unreadable")
                .description("Unreadable withdrawals")
                .register(registry);
    }

    /** Whether consent for this event was withdrawn, so that it must not be sent to Meta. */
    public boolean contain(String eventId) {
        return withdrawn.containsKey(eventId);
    }

    /** The same, also by the order's id, which may be all that an unreadable withdrawal has. */
    public boolean contain(String eventId, String orderId) {
        return contain(eventId) || contain(orderId);
    }

    /** Whether the answers of {@link #contain} are recent enough. While this is false, orders must wait. */
    public boolean known() {
        return following.known();
    }

    /** Age of the known withdrawals; not a number while the topic is not followed. */
    double behindSeconds() {
        return following.behindSeconds();
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void watch() {
        following.report();
    }

    /** Reads the whole topic. The listener of orders starts afterwards, in the last phase. */
    @Override
    public void start() {
        following.start();
    }

    void remember(ConsumerRecord<byte[], byte[]> record) {
        Withdrawn one = Withdrawn.of(record, json, clock.instant());
        if (!one.readable()) {
            report(record, one);
        }
        one.ids().forEach(id -> withdrawn.merge(id, one.at(), (a, b) -> a.isAfter(b) ? a : b));
        if (System.nanoTime() - forgot > FORGET_EVERY.toNanos()) {
            forget();
        }
    }

    private void report(ConsumerRecord<byte[], byte[]> record, Withdrawn one) {
        unreadable.increment();
        if (one.ids().isEmpty()) {
            log.atError()
                    .addKeyValue("offset", record.offset())
                    .log(
                            "A withdrawal of consent is unreadable, and nothing in it names an order. Its order is sent unless"
                                    + " the shop repeats the withdrawal: find out who writes to the topic besides the shop");
        } else {
            log.atWarn()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("ids", one.ids())
                    .log(
                            "A withdrawal of consent is unreadable. It counts for the order that its key or its ce_id names");
        }
    }

    /** Depends on the clock only: no record can make this instance forget others. */
    void forget() {
        forgot = System.nanoTime();
        Instant oldest = clock.instant().minus(SharedTopics.WITHDRAWALS_KEPT);
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

    /** Starts before the listener containers, and stops after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
