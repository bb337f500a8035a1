package io.tillstream.shop.disclosure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the dispatcher's receipts and stores the latest outcome of each order. ACCEPTED is never replaced. */
@Component
public class OrderOutcomes implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(OrderOutcomes.class);

    /**
     * {@code eventId[@dataset][#status]}: the dataset where it is not the default one, the status where Meta did not accept the
     * event.
     */
    private static final Pattern KEY =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._:-]{0,199})(?:@(\\w{1,64}))?(?:#(?:dead_lettered|suppressed))?");

    /** Key of the receipt of an unreadable message: topic, partition and offset. */
    private static final Pattern UNREADABLE = Pattern.compile("[\\w.-]+-\\d+@\\d{1,18}(?:#.*)?");

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    OrderOutcomes(JdbcTemplate jdbc, JsonMapper json, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
    }

    /** Continues at the offsets in the database, which may have been restored. */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        Map<Integer, Long> positions = new HashMap<>();
        jdbc.query("select partition, next_offset from receipt_position", (RowCallbackHandler)
                row -> positions.put(row.getInt("partition"), row.getLong("next_offset")));
        assignments
                .keySet()
                .forEach(partition -> callback.seek(
                        partition.topic(), partition.partition(), positions.getOrDefault(partition.partition(), 0L)));
    }

    @KafkaListener(
            id = "receipts",
            groupId = "shop-receipts",
            topics = "#{T(io.tillstream.platform.kafka.TopicPrefix).of('capi.receipts.v1')}",
            batch = "true")
    void receive(List<ConsumerRecord<String, byte[]>> receipts) {
        List<Row> rows =
                receipts.stream().map(this::row).flatMap(Optional::stream).toList();
        Map<Integer, Long> next = receipts.stream()
                .collect(Collectors.toMap(ConsumerRecord::partition, each -> each.offset() + 1, Math::max));
        transaction.executeWithoutResult(status -> {
            keep(rows);
            jdbc.batchUpdate("""
                    insert into receipt_position (partition, next_offset) values (?, ?)
                    on conflict (partition) do update set next_offset = excluded.next_offset""", next.entrySet(), 100, (statement, each) -> {
                statement.setInt(1, each.getKey());
                statement.setLong(2, each.getValue());
            });
        });
    }

    private void keep(List<Row> rows) {
        jdbc.batchUpdate("""
                insert into outcome (event_id, dataset, status, reason, fbtrace_id, at) values (?, ?, ?, ?, ?, ?)
                on conflict (event_id, dataset) do update set status = excluded.status, reason = excluded.reason,
                    fbtrace_id = excluded.fbtrace_id, at = excluded.at
                where excluded.status = 'ACCEPTED' or outcome.status <> 'ACCEPTED'""", rows, 500, (statement, row) -> {
            statement.setString(1, row.eventId());
            statement.setString(2, row.outcome().dataset());
            statement.setString(3, row.outcome().status());
            statement.setString(4, row.outcome().reason());
            statement.setString(5, row.outcome().fbtraceId());
            statement.setTimestamp(6, Timestamp.from(row.outcome().at()));
        });
    }

    /** Empty for a receipt of something else, such as a replay or an unreadable message. */
    private Optional<Row> row(ConsumerRecord<String, byte[]> receipt) {
        Matcher key = KEY.matcher(receipt.key() == null ? "" : receipt.key());
        if (!key.matches() || receipt.value() == null) {
            return Optional.empty();
        }
        try {
            JsonNode value = json.readTree(receipt.value());
            if (!value.has("orderId") && UNREADABLE.matcher(receipt.key()).matches()) {
                return Optional.empty();
            }
            return Optional.of(new Row(
                    key.group(1),
                    new OrderOutcome(
                            key.group(2) == null ? "" : key.group(2),
                            Objects.requireNonNullElse(text(value, "status"), ""),
                            text(value, "reason"),
                            text(value, "fbtraceId"),
                            Instant.ofEpochMilli(receipt.timestamp()))));
        } catch (JacksonException e) {
            log.atWarn()
                    .addKeyValue("offset", receipt.offset())
                    .log("A receipt cannot be read; its order shows no outcome");
            return Optional.empty();
        }
    }

    /** A field without NUL, which PostgreSQL does not accept in text; null when the field is missing. */
    private static @Nullable String text(JsonNode value, String name) {
        String text = value.path(name).asString(null);
        return text == null ? null : text.replace("\0", "");
    }

    private record Row(String eventId, OrderOutcome outcome) {}

    /** Outcomes so far, by event id; an order without a receipt has no entry. */
    public Map<String, List<OrderOutcome>> of(Collection<String> eventIds) {
        Map<String, List<OrderOutcome>> outcomes = new HashMap<>();
        jdbc.query(
                "select * from outcome where event_id = any (?) order by dataset",
                (RowCallbackHandler) row -> outcomes.computeIfAbsent(row.getString("event_id"), id -> new ArrayList<>())
                        .add(outcome(row)),
                (Object) eventIds.toArray(String[]::new));
        return outcomes;
    }

    /** Outcomes of an order so far, one per dataset; empty before the first receipt. */
    public List<OrderOutcome> of(String eventId) {
        return of(List.of(eventId)).getOrDefault(eventId, List.of());
    }

    private static OrderOutcome outcome(ResultSet row) throws SQLException {
        return new OrderOutcome(
                row.getString("dataset"),
                row.getString("status"),
                row.getString("reason"),
                row.getString("fbtrace_id"),
                row.getTimestamp("at").toInstant());
    }
}
