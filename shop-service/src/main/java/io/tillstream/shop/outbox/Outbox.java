package io.tillstream.shop.outbox;

import io.tillstream.shop.trace.Traces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages in the caller's transaction: they reach Kafka if, and only if, that transaction commits. */
@Component
public class Outbox {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OutboxNudge nudge;
    private final Traces traces;

    Outbox(JdbcClient jdbc, JsonMapper json, OutboxNudge nudge, Traces traces) {
        this.jdbc = jdbc;
        this.json = json;
        this.nudge = nudge;
        this.traces = traces;
    }

    /** @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(OutboxEntry entry) {
        jdbc.sql("insert into outbox (topic, key, headers, payload) values (?, ?, ?::jsonb, ?)")
                .params(
                        entry.topic(),
                        entry.key(),
                        json.writeValueAsString(traces.stamped(entry.headers())),
                        entry.payload())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                nudge.give();
            }
        });
    }

    /** The oldest rows that no other relay holds, locked until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Row> lockOldest(int limit) {
        return jdbc.sql("""
                        select id, topic, key, headers, payload, created_at from outbox
                        order by id limit ? for update skip locked""").param(limit).query(this::row).list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void delete(Collection<Long> ids) {
        jdbc.sql("delete from outbox where id in (:ids)").param("ids", ids).update();
    }

    long pending() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** Age of the oldest row; zero when there is none. */
    Duration oldestAge() {
        return jdbc.sql("select extract(epoch from clock_timestamp() - min(created_at)) from outbox")
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                .orElse(Duration.ZERO);
    }

    private Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getLong("id"),
                new OutboxEntry(
                        row.getString("topic"),
                        row.getString("key"),
                        json.readValue(row.getString("headers"), HEADERS),
                        row.getBytes("payload")),
                row.getTimestamp("created_at").toInstant());
    }

    record Row(long id, OutboxEntry entry, Instant since) {}
}
