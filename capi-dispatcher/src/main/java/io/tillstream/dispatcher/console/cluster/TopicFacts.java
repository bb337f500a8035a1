package io.tillstream.dispatcher.console.cluster;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is now.
 *
 * @param messages  offsets between its beginning and its end; compaction may have taken some of them
 * @param ends      sum of the partitions' end offsets: how many were ever written
 * @param bytes     on disk, all replicas; -1 when the broker does not say
 * @param retention how long messages are kept; null for as long as they are not compacted away
 * @param cleanup   Kafka's cleanup.policy
 * @param oldest    when its oldest message was written; null when it is empty
 * @param newest    as above
 */
public record TopicFacts(
        String name,
        int partitions,
        long messages,
        long ends,
        long bytes,
        @Nullable Duration retention,
        String cleanup,
        @Nullable Instant oldest,
        @Nullable Instant newest) {}
