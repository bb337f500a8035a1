package io.tillstream.dispatcher.console;

import java.time.Instant;

/**
 * The house at one moment.
 *
 * @param paidPerSecond    orders that came into Kafka
 * @param settledPerSecond receipts that came into Kafka
 * @param waiting          orders that are not dealt with
 * @param waitingSeconds   age of the oldest of them
 * @param p50              paid to accepted over the last five minutes, in seconds; 0 when there was none
 */
record Sample(
        Instant at,
        double paidPerSecond,
        double settledPerSecond,
        long waiting,
        double waitingSeconds,
        double p50,
        double p95,
        double p99) {}
