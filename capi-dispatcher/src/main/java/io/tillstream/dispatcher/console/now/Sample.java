package io.tillstream.dispatcher.console.now;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The house at one moment. What charts have no use for stays here.
 *
 * @param paidPerSecond    orders that came into Kafka
 * @param settledPerSecond receipts that came into Kafka
 * @param waiting          orders that are not dealt with
 * @param waitingSeconds   age of the oldest of them; 0 when there is none
 * @param p50              paid to accepted over the last five minutes, in seconds; null when nothing was accepted
 * @param p95              as above
 * @param p99              as above
 * @param passed           orders that the group has ever dealt with
 * @param instances        in the group
 * @param percentRead      how much of the history the books were made of, 0 to 100
 * @param books            as they stood
 */
record Sample(
        Instant at,
        double paidPerSecond,
        double settledPerSecond,
        long waiting,
        double waitingSeconds,
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99,
        @JsonIgnore long passed,
        @JsonIgnore int instances,
        @JsonIgnore int percentRead,
        @JsonIgnore Funnel books) {}
