package io.tillstream.dispatcher.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is at stake while orders wait: how many, for how much money, and how much of the seven days for which Meta takes
 * them is over. Of the whole group, as {@link Lag} has it.
 */
@Component
public class AtRisk {

    private static final Logger log = LoggerFactory.getLogger(AtRisk.class);

    /** Meta refuses events that are older. */
    private static final Duration WINDOW = Duration.ofDays(7);

    /** Orders that have waited for less are merely under way. */
    private static final Duration HELD = Duration.ofMinutes(1);

    private static final Duration READ_AGAIN = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MOST_TIME = Duration.ofSeconds(20);
    private static final int MOST_READ = 200_000;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final JsonMapper json;
    private final Clock clock;
    private final MultiGauge amounts;
    private volatile long orders;
    private volatile Map<String, BigDecimal> money = Map.of();
    private Instant readAt = Instant.EPOCH;
    private int warnedOf;

    AtRisk(ConsumerFactory<byte[], byte[]> consumers, JsonMapper json, Clock clock, MeterRegistry registry) {
        this.consumers = consumers;
        this.json = json;
        this.clock = clock;
        this.amounts = MultiGauge.builder("dispatcher.at.risk.amount")
                .description("Money of the orders that have waited for more than a minute, in major units")
                .register(registry);
        Gauge.builder("dispatcher.at.risk.orders", this, at -> at.orders)
                .description("Orders in Kafka while the oldest has waited for more than a minute; else 0")
                .register(registry);
    }

    synchronized void measure(List<Position> positions) {
        double oldest =
                positions.stream().mapToDouble(Position::oldestSeconds).max().orElse(0);
        if (oldest < HELD.toSeconds()) {
            orders = 0;
            money = Map.of();
            amounts.register(List.of(), true);
            readAt = Instant.EPOCH;
            warnedOf = 0;
            return;
        }
        orders = positions.stream().mapToLong(Position::waiting).sum();
        warn((int) (100 * oldest / WINDOW.toSeconds()));
        if (clock.instant().isAfter(readAt.plus(READ_AGAIN))) {
            readAt = clock.instant();
            money = sum(positions);
            amounts.register(
                    money.entrySet().stream()
                            .<MultiGauge.Row<?>>map(
                                    each -> MultiGauge.Row.of(Tags.of("currency", each.getKey()), each.getValue()))
                            .toList(),
                    true);
        }
    }

    /** Once at half of the window and once at 80 %, and anew after the backlog was worked off. */
    private void warn(int percent) {
        int level = percent >= 80 ? 80 : percent >= 50 ? 50 : 0;
        if (level > warnedOf) {
            (level == 80 ? log.atError() : log.atWarn())
                    .addKeyValue("orders", orders)
                    .addKeyValue("percent", percent)
                    .log(
                            "Orders wait that Meta takes for seven days only, of which more than {} % are over. End what holds"
                                    + " them up: docs/operating.md tells what each fault looks like",
                            level);
        }
        warnedOf = level;
    }

    /** By currency; of a very long backlog the first {@value #MOST_READ} orders. */
    private Map<String, BigDecimal> sum(List<Position> positions) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        List<Position> waiting =
                positions.stream().filter(each -> each.next() < each.end()).toList();
        try (Consumer<byte[], byte[]> reader = consumers.createConsumer(null, "at-risk", null)) {
            reader.assign(waiting.stream().map(AtRisk::partition).toList());
            waiting.forEach(each -> reader.seek(partition(each), each.next()));
            int read = 0;
            Instant end = clock.instant().plus(MOST_TIME);
            while (clock.instant().isBefore(end)
                    && read < MOST_READ
                    && waiting.stream().anyMatch(each -> reader.position(partition(each)) < each.end())) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    add(record.value(), sums);
                    read++;
                }
            }
        }
        return sums;
    }

    private static TopicPartition partition(Position position) {
        return new TopicPartition(OrderListener.TOPIC, position.partition());
    }

    /**
     * Money of the orders that wait while the oldest has waited for more than a minute, by currency in major units; of a
     * very long backlog that of the first {@value #MOST_READ} orders. Empty when there are none.
     */
    public Map<String, BigDecimal> money() {
        return money;
    }

    /** How many orders wait while the oldest has waited for more than a minute; else 0. */
    public long orders() {
        return orders;
    }

    /** What is no order has no money; it will be dead-lettered when its turn comes. */
    private void add(byte @Nullable [] message, Map<String, BigDecimal> sums) {
        try {
            JsonNode order = json.readTree(message == null ? new byte[0] : message);
            String currency = order.path("currency").asString("");
            String total = order.path("total").asString("");
            if (CURRENCY.matcher(currency).matches() && AMOUNT.matcher(total).matches()) {
                sums.merge(currency, new BigDecimal(total), BigDecimal::add);
            }
        } catch (JacksonException e) {
            log.atDebug().addKeyValue("cause", e.getClass().getName()).log("A waiting message is no order");
        }
    }
}
