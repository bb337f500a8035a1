package io.tillstream.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.kafka.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class TopicRulesTest {

    private final Map<String, TopicState> topics = new HashMap<>();

    TopicRulesTest() {
        topic(TopicNames.ORDERS, 12, 14, "delete", 1_048_588);
        topic(TopicNames.RECEIPTS, 12, 15, "compact,delete", 1_048_588);
        topic(TopicNames.DEAD_LETTERS, 12, 90, "delete", 2_097_152);
        topic(TopicNames.WITHDRAWALS, 1, 15, "compact,delete", 1_048_588);
        topic(TopicNames.ACTIONS, 1, 400, "delete", 1_048_588);
        topic(TopicNames.ATTEMPTS, 1, 15, "delete", 1_048_588);
        topic(TopicNames.BOOKS, 1, 16, "compact,delete", 1_048_588);
    }

    @Test
    void topics_created_by_this_service_have_no_findings() {
        assertThat(TopicRules.findings(3, topics)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}={2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.order-completed.v1 | retention.ms        | 518400000   | ERROR | retention.ms=1209600000",
                "shop.order-completed.v1 | retention.bytes     | 1000000     | ERROR | retention.bytes=-1",
                "shop.order-completed.v1 | cleanup.policy      | compact     | ERROR | cleanup.policy=delete",
                "shop.order-completed.v1 | min.insync.replicas | 1           | ERROR | min.insync.replicas=2",
                "shop.order-completed.v1 | min.insync.replicas | 4           | WARN  | min.insync.replicas=2",
                "capi.attempts.v1        | min.insync.replicas | 3           | WARN  | min.insync.replicas=2",
                "capi.attempts.v1        | min.insync.replicas | 1           | WARN  | min.insync.replicas=2",
                "capi.receipts.v1        | retention.ms        | 1209599999  | WARN  | retention.ms=1296000000",
                "capi.receipts.v1        | max.message.bytes   | 10          | WARN  | max.message.bytes=1048576",
                "capi.receipts.v1        | cleanup.policy      | delete      | INFO  | cleanup.policy=[compact,delete]",
                "capi.receipts.v1        | cleanup.policy      | compact     | WARN  | cleanup.policy=[compact,delete]",
                "capi.dead-letters.v1    | retention.ms        | 86400000    | ERROR | retention.ms=7776000000",
                "capi.dead-letters.v1    | cleanup.policy      | compact     | ERROR | cleanup.policy=delete",
                "capi.dead-letters.v1    | max.message.bytes   | 1048588     | WARN  | max.message.bytes=2097152",
                "shop.consent-withdrawn.v1 | retention.ms      | 604800000   | WARN  | retention.ms=1296000000",
                "capi.operator-actions.v1 | cleanup.policy     | compact     | WARN  | cleanup.policy=delete"
            })
    void a_wrong_setting_is_found_and_the_command_fixes_it(
            String topic, String setting, String value, Level level, String mended) {
        change(topic, setting, value);

        List<Finding> findings = TopicRules.findings(3, topics);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.topic()).isEqualTo(topic);
            assertThat(finding.setting()).isEqualTo(setting);
            assertThat(finding.value()).isEqualTo(value);
            assertThat(finding.level()).isEqualTo(level);
            assertThat(finding.mend()).contains("kafka-configs.sh", "--entity-name " + topic, mended);
        });
        String[] better = mended.replace("[", "").replace("]", "").split("=");
        change(topic, better[0], better[1]);
        assertThat(TopicRules.findings(3, topics)).isEmpty();
    }

    @Test
    void orders_that_may_be_larger_than_a_dead_letter_require_larger_dead_letters() {
        change(TopicNames.ORDERS, "max.message.bytes", "5000000");

        assertThat(TopicRules.findings(3, topics))
                .singleElement()
                .satisfies(finding -> assertThat(finding.mend()).contains("max.message.bytes=5065536"));
    }

    @Test
    void receipts_must_be_kept_for_ever_when_orders_are() {
        change(TopicNames.ORDERS, "retention.ms", "-1");

        assertThat(TopicRules.findings(3, topics))
                .extracting(Finding::topic)
                .containsExactly(TopicNames.RECEIPTS, TopicNames.WITHDRAWALS);
    }

    @Test
    void one_replica_is_a_finding_with_three_brokers_and_not_with_one() {
        topics.replaceAll((name, topic) ->
                new TopicState(topic.partitions(), 1, with(topic.config(), "min.insync.replicas", "1")));

        assertThat(TopicRules.findings(1, topics)).isEmpty();
        assertThat(TopicRules.findings(3, topics))
                .hasSize(7)
                .allSatisfy(finding -> assertThat(finding.mend()).contains("kafka-reassign-partitions.sh"))
                .filteredOn(finding -> finding.level() == Level.ERROR)
                .extracting(Finding::topic)
                .containsExactlyInAnyOrder(TopicNames.ORDERS, TopicNames.DEAD_LETTERS);
    }

    @Test
    void too_few_partitions_of_receipts_and_a_missing_topic_are_found() {
        topic(TopicNames.ORDERS, 24, 14, "delete", 1_048_588);
        topics.remove(TopicNames.DEAD_LETTERS);

        List<Finding> findings = TopicRules.findings(3, topics);

        assertThat(findings).hasSize(2);
        assertThat(findings)
                .anySatisfy(finding -> assertThat(finding.mend())
                        .contains("kafka-topics.sh", "--topic capi.receipts.v1 --partitions 24"));
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.topic()).isEqualTo(TopicNames.DEAD_LETTERS);
            assertThat(finding.value()).isEqualTo("missing");
        });
    }

    @Test
    void settings_that_the_cluster_does_not_show_are_no_findings() {
        topics.replaceAll((name, topic) -> new TopicState(topic.partitions(), topic.replication(), Map.of()));

        assertThat(TopicRules.findings(3, topics)).isEmpty();
    }

    @Test
    void an_invalid_replication_is_refused_and_one_beyond_the_present_brokers_does_not_prevent_the_start() {
        assertThatThrownBy(() -> new TopicSettings("", 12, 6)).hasMessageContaining("TOPICS_REPLICATION is 6");
        assertThatThrownBy(() -> new TopicSettings("", 12, 0)).hasMessageContaining("it must be 1 to 5");

        assertThat(new TopicSettings("", 12, null).replication(1)).isEqualTo(1);
        assertThat(new TopicSettings("", 12, null).replication(7)).isEqualTo(3);
        assertThat(new TopicSettings("", 12, 5).replication(4)).isEqualTo(5);
        assertThat(new TopicSettings("", 12, null).replication(2)).isEqualTo(2);
    }

    private void topic(String name, int partitions, int days, String policy, int bytes) {
        topics.put(
                name,
                new TopicState(
                        partitions,
                        3,
                        Map.of(
                                "retention.ms",
                                Long.toString(Duration.ofDays(days).toMillis()),
                                "retention.bytes",
                                "-1",
                                "cleanup.policy",
                                policy,
                                "min.insync.replicas",
                                "2",
                                "max.message.bytes",
                                Integer.toString(bytes))));
    }

    private void change(String name, String setting, String value) {
        topics.computeIfPresent(
                name,
                (key, topic) ->
                        new TopicState(topic.partitions(), topic.replication(), with(topic.config(), setting, value)));
    }

    private static Map<String, String> with(Map<String, String> config, String setting, String value) {
        Map<String, String> changed = new HashMap<>(config);
        changed.put(setting, value);
        return changed;
    }
}
