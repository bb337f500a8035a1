package io.tillstream.shop.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * The reconciler over HTTP: POST starts a run and returns at once, GET returns the report of the present or last run. Exposed
 * only where {@code management.endpoints.web.exposure.include} names it.
 */
@Component
@Endpoint(id = "reconciliation")
class ReconciliationEndpoint {

    private static final Logger log = LoggerFactory.getLogger(ReconciliationEndpoint.class);

    private final Reconciler reconciler;
    private final ReconcilerRow row;
    private final Clock clock;

    ReconciliationEndpoint(Reconciler reconciler, ReconcilerRow row, Clock clock) {
        this.reconciler = reconciler;
        this.row = row;
        this.clock = clock;
    }

    /** The present run, or the last one, of any instance; null before the first. */
    @ReadOperation
    @Nullable
    Reconciliation report() {
        return row.report().orElse(null);
    }

    /** @param days how far back, 1 to 30; null for since the watermark */
    @WriteOperation
    WebEndpointResponse<Map<String, String>> start(@Nullable Integer days) {
        if (days != null && (days < 1 || days > ReconcilerSettings.FURTHEST.toDays())) {
            return new WebEndpointResponse<>(Map.of("error", "days is 1 to 30: Stripe lists no older events"), 400);
        }
        Thread.ofVirtual().name("reconciliation").start(() -> run(days));
        return new WebEndpointResponse<>(Map.of("started", "GET returns its progress"), 202);
    }

    private void run(@Nullable Integer days) {
        try {
            if (days == null) {
                reconciler.run(ReconcilerSchedule::log);
            } else {
                Instant since = clock.instant().minus(Duration.ofDays(days));
                reconciler.run(since, ReconcilerSchedule::log);
            }
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("The reconciler stopped early. Nothing is lost: start it again");
        }
    }
}
