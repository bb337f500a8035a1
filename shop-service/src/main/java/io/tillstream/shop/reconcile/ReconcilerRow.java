package io.tillstream.shop.reconcile;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the shops share about the reconciler: whose turn it is, how far it has come, and what it found last. */
@Component
class ReconcilerRow {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReconcilerRow(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @return false when another shop has the turn; one that died loses it after the time */
    boolean take(Duration turn) {
        return jdbc.sql("""
                        update reconciliation set leased_until = clock_timestamp() + make_interval(secs => ?)
                        where leased_until is null or leased_until < clock_timestamp()""").param(turn.toSeconds()).update() == 1;
    }

    /** Keeps the turn, and shows the others how far it is. */
    void keep(Duration turn, Reconciliation report) {
        jdbc.sql("""
                        update reconciliation set leased_until = clock_timestamp() + make_interval(secs => ?),
                            report = ?::jsonb""").params(turn.toSeconds(), json.writeValueAsString(report)).update();
    }

    /**
     * Ends the turn.
     *
     * @param whole whether the run looked back to the watermark: only then, and when it came to its end, is it moved
     */
    void end(Reconciliation report, boolean whole) {
        jdbc.sql("""
                        update reconciliation set leased_until = null, report = :report::jsonb,
                            watermark = case when :finished then greatest(watermark, :started) else watermark end""")
                .param("report", json.writeValueAsString(report))
                .param("finished", whole && report.finishedAt() != null)
                .param("started", Timestamp.from(report.startedAt()))
                .update();
    }

    /** Until when everything has been seen; empty before the first run. */
    Optional<Instant> watermark() {
        return jdbc.sql("select watermark from reconciliation where watermark is not null")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** The running run, whichever shop runs it, or the last one. */
    Optional<Reconciliation> report() {
        return jdbc.sql("select report::text from reconciliation where report is not null")
                .query(String.class)
                .optional()
                .map(report -> json.readValue(report, Reconciliation.class));
    }
}
