package io.tillstream.dispatcher.withdrawal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.MovedClock;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import tools.jackson.databind.json.JsonMapper;

class WithdrawalsTest {

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private final MovedClock clock = new MovedClock(START);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Withdrawals withdrawals = new Withdrawals(
            new DefaultKafkaConsumerFactory<>(Map.of()),
            JsonMapper.shared(),
            new WithdrawalSettings(Duration.ofSeconds(60)),
            clock,
            registry);

    @ParameterizedTest
    @ValueSource(strings = {"2100-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "soon", ""})
    void no_withdrawal_is_forgotten_because_of_an_impossible_date(String date) {
        say("before", "2026-11-25T09:59:00Z", clock.instant());
        say("odd", date, clock.instant());
        say("after", "2026-11-25T10:00:00Z", clock.instant());
        withdrawals.forget();

        assertThat(withdrawals.contain("before")).isTrue();
        assertThat(withdrawals.contain("odd")).isTrue();
        assertThat(withdrawals.contain("after")).isTrue();
    }

    @Test
    void a_record_from_a_producer_whose_clock_is_years_ahead_is_forgotten_in_time() {
        say("ahead", "2100-01-01T00:00:00Z", Instant.parse("2100-01-01T00:00:00Z"));

        clock.pass(Duration.ofDays(62));
        withdrawals.forget();
        assertThat(withdrawals.contain("ahead")).isTrue();

        clock.pass(Duration.ofDays(1).plusSeconds(1));
        withdrawals.forget();
        assertThat(withdrawals.contain("ahead")).isFalse();
        assertThat(registry.get("dispatcher.withdrawals.remembered").gauge().value())
                .isZero();
    }

    @Test
    void a_record_without_a_timestamp_is_remembered() {
        withdrawals.remember(record("key", "{\"eventId\":\"timeless\"}", -1, new RecordHeaders()));
        withdrawals.forget();

        assertThat(withdrawals.contain("timeless")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"eventId\":", "null", "", "[]", "{\"withdrawnAt\":\"2026-11-25T10:00:00Z\"}"})
    void an_unreadable_withdrawal_counts_for_the_order_that_its_key_or_ce_id_names(String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "event-1-withdrawn".getBytes(UTF_8));
        withdrawals.remember(record("order-1", value, clock.instant().toEpochMilli(), headers));

        assertThat(withdrawals.contain("event-1")).isTrue();
        assertThat(withdrawals.contain("unknown", "order-1")).isTrue();
        assertThat(withdrawals.contain("event-2", "order-2")).isFalse();
        assertThat(registry.get("dispatcher.withdrawals.unreadable").counter().count())
                .isEqualTo(1);
    }

    @Test
    void before_the_topic_is_read_its_state_is_not_known() {
        assertThat(withdrawals.known()).isFalse();
    }

    @Test
    void a_bound_under_five_seconds_is_refused_with_its_name() {
        assertThatThrownBy(() -> new WithdrawalSettings(Duration.ofMillis(4999)))
                .hasMessageContaining("dispatcher.withdrawal.longest-behind is 4999ms; it must be 5s or more");
    }

    private void say(String eventId, String withdrawnAt, Instant written) {
        String message = "{\"eventId\":\"%s\",\"orderId\":\"o-%s\",\"withdrawnAt\":\"%s\"}"
                .formatted(eventId, eventId, withdrawnAt);
        withdrawals.remember(record("o-" + eventId, message, written.toEpochMilli(), new RecordHeaders()));
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value, long at, RecordHeaders headers) {
        return new ConsumerRecord<>(
                TopicNames.WITHDRAWALS,
                0,
                0,
                at,
                TimestampType.CREATE_TIME,
                0,
                0,
                key.getBytes(UTF_8),
                value.getBytes(UTF_8),
                headers,
                java.util.Optional.empty());
    }
}
