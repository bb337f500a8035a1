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
import java.util.UUID;
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

/** Follows the dispatcher's receipts, and keeps the last word about each order; nothing comes after an acceptance. */
@Component
public class OrderOutcomes implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(OrderOutcomes.class);

    /**
     * The event id, with @ and the dataset behind it for one that is not the usual; with # and the status behind that for one
     * that Meta did not accept.
     */
    private static final Pattern KEY = Pattern.compile(
            "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:@(\\w{1,64}))?(?:#(?:dead_lettered|suppressed))?");

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    OrderOutcomes(JdbcTemplate jdbc, JsonMapper json, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
    }

    /** Goes on where the database is, which may have been restored. */
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

    @KafkaListener(id = "receipts", groupId = "shop-receipts", topics = "capi.receipts.v1", batch = "true")
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
            statement.setObject(1, row.eventId());
            statement.setString(2, row.outcome().dataset());
            statement.setString(3, row.outcome().status());
            statement.setString(4, row.outcome().reason());
            statement.setString(5, row.outcome().fbtraceId());
            statement.setTimestamp(6, Timestamp.from(row.outcome().at()));
        });
    }

    /** Empty for a receipt of something else: of a replay, or of a message that nobody could read. */
    private Optional<Row> row(ConsumerRecord<String, byte[]> receipt) {
        Matcher key = KEY.matcher(receipt.key() == null ? "" : receipt.key());
        if (!key.matches() || receipt.value() == null) {
            return Optional.empty();
        }
        try {
            JsonNode value = json.readTree(receipt.value());
            return Optional.of(new Row(
                    UUID.fromString(key.group(1)),
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

    /** Without the one character that PostgreSQL takes in no text; null when it is not there. */
    private static @Nullable String text(JsonNode value, String name) {
        String text = value.path(name).asString(null);
        return text == null ? null : text.replace("\0", "");
    }

    private record Row(UUID eventId, OrderOutcome outcome) {}

    /** What became of orders so far, by event id; one that is on its way has no entry. */
    public Map<UUID, List<OrderOutcome>> of(Collection<UUID> eventIds) {
        Map<UUID, List<OrderOutcome>> outcomes = new HashMap<>();
        jdbc.query(
                "select * from outcome where event_id = any (?) order by dataset",
                (RowCallbackHandler)
                        row -> outcomes.computeIfAbsent(row.getObject("event_id", UUID.class), id -> new ArrayList<>())
                                .add(outcome(row)),
                (Object) eventIds.toArray(UUID[]::new));
        return outcomes;
    }

    /** What became of an order so far, one for each dataset; empty while it is on its way. */
    public List<OrderOutcome> of(UUID eventId) {
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
