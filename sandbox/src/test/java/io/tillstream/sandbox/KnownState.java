package io.tillstream.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What the tests know of one stack and have already read from it. Kafka's records never change, so none is read twice.
 *
 * @param data         the stack's folder
 * @param published    orders that were published without the shop
 * @param repeated     event ids that Meta may have more than once
 * @param receiptsRead the offsets up to which receipts were read
 * @param foundSealed  the offsets up to which topics were checked for raw personal data
 */
record KnownState(
        Supplier<Path> data,
        Set<String> published,
        Set<String> repeated,
        FoldedReceipts receipts,
        Map<TopicPartition, Long> receiptsRead,
        Map<TopicPartition, Long> foundSealed) {

    KnownState(Supplier<Path> data) {
        this(
                data,
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new FoldedReceipts(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>());
    }
}
