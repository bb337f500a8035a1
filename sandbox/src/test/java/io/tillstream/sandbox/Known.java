package io.tillstream.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What the tests know of one stack, and have read of it already: a record on Kafka does not change any more.
 *
 * @param data         the stack's folder
 * @param published    orders that were published beside the shop, as another shop would
 * @param repeated     event ids that Meta may have more than once
 * @param receiptsRead how far the receipts were read
 * @param foundSealed  how far each topic was found to hold nothing raw
 */
record Known(
        Supplier<Path> data,
        Set<String> published,
        Set<String> repeated,
        FoldedReceipts receipts,
        Map<TopicPartition, Long> receiptsRead,
        Map<TopicPartition, Long> foundSealed) {

    Known(Supplier<Path> data) {
        this(
                data,
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new FoldedReceipts(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>());
    }
}
