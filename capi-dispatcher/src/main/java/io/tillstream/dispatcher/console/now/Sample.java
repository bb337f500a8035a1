package io.tillstream.dispatcher.console.now;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The system at one moment. Fields that the charts do not need are not sent to the browser.
 *
 * @param paidPerSecond    orders written to Kafka a second
 * @param settledPerSecond receipts of settled orders, read a second
 * @param waiting          orders in Kafka whose offset is not committed
 * @param waitingSeconds   age of the oldest of them; 0 when there is none
 * @param p50              paid to accepted over the last five minutes, in seconds; null when no order was accepted
 * @param p95              as above
 * @param p99              as above
 * @param passed           sum of the group's committed offsets
 * @param instances        number of instances in the group
 * @param percentRead      how much of the history the books contain, 0 to 100
 * @param books            the books at this moment
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
