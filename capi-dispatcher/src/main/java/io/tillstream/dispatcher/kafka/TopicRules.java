package io.tillstream.dispatcher.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.event.Level;

/** Finds wrong settings of topics. An unknown setting is not reported. */
final class TopicRules {

    /** Meta takes events for seven days. */
    private static final long WINDOW = Duration.ofDays(7).toMillis();

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int DEAD_LETTER_HEADERS = 64 * 1024;
    private static final int DEAD_LETTER = 2 * 1024 * 1024;
    private static final int RECEIPTS_OF_A_BATCH = 64 * 1024;
    private static final int USUAL = 1024 * 1024;

    private final Map<String, TopicState> topics;
    private final List<Finding> findings = new ArrayList<>();

    private TopicRules(Map<String, TopicState> topics) {
        this.topics = topics;
    }

    /** @param replication that topics should have */
    static List<Finding> findings(int replication, Map<String, TopicState> topics) {
        TopicRules rules = new TopicRules(topics);
        for (String name : TopicNames.ALL) {
            TopicState topic = topics.get(name);
            if (topic == null) {
                rules.findings.add(Finding.missing(name));
            } else {
                rules.findings.addAll(Copies.findings(name, topic, replication));
            }
        }
        rules.with(TopicNames.ORDERS, rules::orders);
        rules.with(TopicNames.RECEIPTS, rules::receipts);
        rules.with(TopicNames.DEAD_LETTERS, rules::deadLetters);
        rules.with(TopicNames.WITHDRAWALS, rules::asLongAsOrders);
        rules.with(TopicNames.ACTIONS, rules::notCompacted);
        return List.copyOf(rules.findings);
    }

    private void with(String name, BiConsumer<String, TopicState> rule) {
        TopicState topic = topics.get(name);
        if (topic != null) {
            rule.accept(name, topic);
        }
    }

    private void set(Level level, String topic, String setting, Object value, String why, Object better) {
        findings.add(Finding.ofSetting(level, topic, setting, String.valueOf(value), why, String.valueOf(better)));
    }

    private void orders(String name, TopicState topic) {
        longEnough(name, topic, 2 * WINDOW);
        notCompacted(name, topic);
        topic.number(RETENTION_BYTES_CONFIG).ifPresent(bytes -> {
            if (bytes >= 0) {
                set(
                        Level.ERROR,
                        name,
                        RETENTION_BYTES_CONFIG,
                        bytes,
                        "A partition that becomes larger loses orders, however new they are.",
                        -1);
            }
        });
    }

    private void deadLetters(String name, TopicState topic) {
        longEnough(name, topic, 90 * DAY);
        notCompacted(name, topic);
        with(
                TopicNames.ORDERS,
                (orders, its) -> its.number(MAX_MESSAGE_BYTES_CONFIG)
                        .ifPresent(order -> atLeast(
                                name,
                                topic,
                                order + DEAD_LETTER_HEADERS,
                                "An order near its limit of " + order + " bytes cannot be dead-lettered whole.",
                                Math.max(DEAD_LETTER, order + DEAD_LETTER_HEADERS))));
    }

    private void receipts(String name, TopicState topic) {
        asLongAsOrders(name, topic);
        atLeast(
                name,
                topic,
                RECEIPTS_OF_A_BATCH,
                "A batch of receipts may be refused, and each request waits until it is sent in parts.",
                USUAL);
        if (topic.cleanedBy(CLEANUP_POLICY_COMPACT) && !topic.cleanedBy(CLEANUP_POLICY_DELETE)) {
            set(
                    Level.WARN,
                    name,
                    CLEANUP_POLICY_CONFIG,
                    CLEANUP_POLICY_COMPACT,
                    "Receipts are never deleted: the topic grows for ever, and each start takes longer.",
                    CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);
        } else if (topic.cleanedBy(CLEANUP_POLICY_DELETE) && !topic.cleanedBy(CLEANUP_POLICY_COMPACT)) {
            set(
                    Level.INFO,
                    name,
                    CLEANUP_POLICY_CONFIG,
                    CLEANUP_POLICY_DELETE,
                    "This does no harm, but a start reads more records.",
                    CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);
        }
        with(TopicNames.ORDERS, (orders, its) -> {
            if (topic.partitions() < its.partitions()) {
                findings.add(Finding.ofPartitions(
                        name,
                        topic.partitions(),
                        "The topic of orders has " + its.partitions()
                                + "; each needs a partition of the same number here.",
                        its.partitions()));
            }
        });
    }

    private void longEnough(String name, TopicState topic, long better) {
        topic.kept().ifPresent(kept -> {
            if (kept < WINDOW) {
                set(
                        Copies.lost(name),
                        name,
                        RETENTION_MS_CONFIG,
                        kept,
                        "Records are deleted here while Meta would still take the event: it does for seven days.",
                        better);
            }
        });
    }

    private void asLongAsOrders(String name, TopicState topic) {
        with(
                TopicNames.ORDERS,
                (orders, its) -> its.number(RETENTION_MS_CONFIG).ifPresent(retention -> {
                    long order = retention < 0 ? Long.MAX_VALUE : retention;
                    if (topic.kept().orElse(order) < order) {
                        set(
                                Level.WARN,
                                name,
                                RETENTION_MS_CONFIG,
                                topic.kept().orElse(order),
                                "Its records are deleted before the orders that they concern.",
                                retention < 0 ? -1 : retention + DAY);
                    }
                }));
    }

    private void notCompacted(String name, TopicState topic) {
        if (topic.cleanedBy(CLEANUP_POLICY_COMPACT)) {
            set(
                    Copies.lost(name),
                    name,
                    CLEANUP_POLICY_CONFIG,
                    topic.config().getOrDefault(CLEANUP_POLICY_CONFIG, ""),
                    "Only the newest record of each key is kept; the others are deleted.",
                    CLEANUP_POLICY_DELETE);
        }
    }

    private void atLeast(String name, TopicState topic, long bytes, String why, long better) {
        topic.number(MAX_MESSAGE_BYTES_CONFIG).ifPresent(most -> {
            if (most < bytes) {
                set(Level.WARN, name, MAX_MESSAGE_BYTES_CONFIG, most, why, better);
            }
        });
    }
}
