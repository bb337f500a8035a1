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

/** Stores messages in the caller's transaction. They reach Kafka if, and only if, it commits. */
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

    /**
     * The oldest rows that are due and not locked by another relay, locked until the caller's transaction ends. Rows behind a
     * set-aside row of the same topic and key wait with it.
     *
     * @param paused topics that are skipped
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Row> lockOldest(int limit, Collection<String> paused) {
        return jdbc.sql("""
                        select id, topic, key, headers, payload, created_at, trouble from outbox
                        where (next_try_at is null or next_try_at <= clock_timestamp())
                          and not topic = any (:paused)
                          and not exists (
                            select 1 from outbox older
                            where older.topic = outbox.topic and older.key = outbox.key and older.id < outbox.id
                              and older.next_try_at is not null and older.next_try_at > clock_timestamp())
                        order by id limit :limit for update of outbox skip locked""")
                .param("paused", paused.toArray(String[]::new))
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** Sets a row aside for a while, because Kafka refuses this message. */
    @Transactional(propagation = Propagation.MANDATORY)
    void putAside(long id, Duration wait, String trouble) {
        jdbc.sql("""
                        update outbox set next_try_at = clock_timestamp() + make_interval(secs => :wait), trouble = :trouble
                        where id = :id""")
                .param("wait", wait.toSeconds())
                .param("trouble", trouble)
                .param("id", id)
                .update();
    }

    /** Delays a row for a while. The message itself is not at fault. */
    @Transactional(propagation = Propagation.MANDATORY)
    void delay(long id, Duration wait) {
        jdbc.sql("update outbox set next_try_at = clock_timestamp() + make_interval(secs => :wait) where id = :id")
                .param("wait", wait.toSeconds())
                .param("id", id)
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void delete(Collection<Long> ids) {
        jdbc.sql("delete from outbox where id in (:ids)").param("ids", ids).update();
    }

    long pending() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** Number of rows set aside, because Kafka refuses these messages. */
    long aside() {
        return jdbc.sql("select count(*) from outbox where trouble is not null")
                .query(Long.class)
                .single();
    }

    /** Age of the oldest row that is not set aside; zero when there is none. */
    Duration oldestAge() {
        return jdbc.sql("""
                        select extract(epoch from clock_timestamp() - min(created_at)) from outbox
                        where trouble is null""")
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
                row.getTimestamp("created_at").toInstant(),
                row.getString("trouble") != null);
    }

    /**
     * @param since  when it was stored
     * @param logged whether it was set aside before, which was logged
     */
    record Row(long id, OutboxEntry entry, Instant since, boolean logged) {}
}
