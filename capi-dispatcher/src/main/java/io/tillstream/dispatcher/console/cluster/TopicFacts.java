package io.tillstream.dispatcher.console.cluster;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a topic.
 *
 * @param messages  offsets between its beginning and its end; compaction may have taken some of them
 * @param ends      sum of the partitions' end offsets: the number of messages ever written
 * @param bytes     on disk, all replicas; -1 when the broker does not say
 * @param retention how long messages are kept; null when they are only compacted
 * @param cleanup   Kafka's cleanup.policy
 * @param oldest    when its oldest message was written; null when it is empty
 * @param newest    when its newest message was written; null when it is empty
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
