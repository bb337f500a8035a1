package io.tillstream.dispatcher.backlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.tillstream.dispatcher.intake.OwnConsumers;
import io.tillstream.dispatcher.kafka.TaggedValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is at risk while orders wait: their number, their money, and how much of Meta's seven days is over. It covers the whole
 * group, like {@link Lag}. Every instance knows the number. For the money, the backlog must be read: the instance with the
 * lowest partition does so regularly, the others only when a page asks.
 */
@Component
public class AtRisk {

    private static final Logger log = LoggerFactory.getLogger(AtRisk.class);

    /** Meta refuses events that are older. */
    private static final Duration WINDOW = Duration.ofDays(7);

    /** A shorter wait is normal. */
    private static final Duration HELD = Duration.ofMinutes(1);

    private final OwnConsumers own;
    private final WaitingMoney waitingMoney;
    private final TaggedValues amounts;
    private volatile List<Position> held = List.of();
    private int warnedOf;

    @Autowired
    AtRisk(ConsumerFactory<byte[], byte[]> consumers, JsonMapper json, OwnConsumers own, MeterRegistry registry) {
        this(own, new WaitingMoney(consumers, json, System::nanoTime), registry);
    }

    AtRisk(OwnConsumers own, WaitingMoney waitingMoney, MeterRegistry registry) {
        this.own = own;
        this.waitingMoney = waitingMoney;
        this.amounts = new TaggedValues(
                MultiGauge.builder("dispatcher.at.risk.amount")
                        .description(
                                "Money of the orders in Kafka while the oldest has waited for more than a minute, in major"
                                        + " units; reported by the instance with the lowest partition")
                        .register(registry),
                "currency");
        Gauge.builder("dispatcher.at.risk.orders", this, AtRisk::orders)
                .description("Orders in Kafka while the oldest has waited for more than a minute; else 0")
                .register(registry);
    }

    synchronized void measure(List<Position> positions) {
        double oldest =
                positions.stream().mapToDouble(Position::oldestSeconds).max().orElse(0);
        if (oldest < HELD.toSeconds()) {
            held = List.of();
            waitingMoney.forget();
            amounts.show(Map.of());
            warnedOf = 0;
            return;
        }
        held = List.copyOf(positions);
        warn((int) (100 * oldest / WINDOW.toSeconds()));
        amounts.show(first(positions) ? values(waitingMoney.of(positions)) : Map.of());
    }

    /** Whether the lowest partition is assigned to this instance, which is true for one instance at most. */
    private boolean first(List<Position> positions) {
        int lowest = positions.stream().mapToInt(Position::partition).min().orElse(-1);
        return own.partitions().contains(lowest);
    }

    private static Map<String, Double> values(Map<String, BigDecimal> money) {
        return money.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().doubleValue()));
    }

    /** Logs once at 50 % of the window and once at 80 %, and again after the backlog was empty. */
    private void warn(int percent) {
        int level = percent >= 80 ? 80 : percent >= 50 ? 50 : 0;
        if (level > warnedOf) {
            (level == 80 ? log.atError() : log.atWarn())
                    .addKeyValue("orders", orders())
                    .addKeyValue("percent", percent)
                    .log(
                            "Orders wait, and more than {} % of the seven days for which Meta takes them are over. Remove the"
                                    + " cause: docs/operating/faults.md lists the faults",
                            level);
        }
        warnedOf = level;
    }

    /**
     * Money of the waiting orders by currency, in major units, while the oldest has waited for more than a minute; else empty.
     * Of a very long backlog, only the first {@value WaitingMoney#MOST_READ} orders count. A call may take ten seconds, as the
     * backlog is read at most once a minute when asked for.
     */
    public Map<String, BigDecimal> money() {
        List<Position> positions = held;
        return positions.isEmpty() ? Map.of() : waitingMoney.of(positions);
    }

    /** Number of waiting orders while the oldest has waited for more than a minute; else 0. */
    public long orders() {
        return held.stream().mapToLong(Position::waiting).sum();
    }
}
