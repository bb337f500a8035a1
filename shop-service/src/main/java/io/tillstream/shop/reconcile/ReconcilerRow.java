package io.tillstream.shop.reconcile;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The reconciler's row, shared by all instances: the lease, the watermark and the latest report. */
@Component
class ReconcilerRow {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReconcilerRow(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @return false when another instance has the lease; it expires if that instance has crashed */
    boolean take(Duration lease) {
        return jdbc.sql("""
                        update reconciliation set leased_until = clock_timestamp() + make_interval(secs => ?)
                        where leased_until is null or leased_until < clock_timestamp()""").param(lease.toSeconds()).update() == 1;
    }

    /** Extends the lease, and stores the report. */
    void keep(Duration lease, Reconciliation report) {
        jdbc.sql("""
                        update reconciliation set leased_until = clock_timestamp() + make_interval(secs => ?),
                            report = ?::jsonb""").params(lease.toSeconds(), json.writeValueAsString(report)).update();
    }

    /**
     * Gives the lease up.
     *
     * @param whole whether the run began at the watermark or before; only then, and if it finished, the watermark moves
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

    /** Everything that happened before this time has been read; empty before the first finished run. */
    Optional<Instant> watermark() {
        return jdbc.sql("select watermark from reconciliation where watermark is not null")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** The report of the present run, of any instance, or of the last one. */
    Optional<Reconciliation> report() {
        return jdbc.sql("select report::text from reconciliation where report is not null")
                .query(String.class)
                .optional()
                .map(report -> json.readValue(report, Reconciliation.class));
    }
}
