package io.tillstream.dispatcher.receipt;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers which event ids are done. The truth is the topic; a table of the partitions this instance holds is restored
 * from it when a partition is assigned and dropped when it is taken away.
 */
@Component
public class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaTemplate<String, byte[]> kafka;
    private final ConsumerFactory<String, byte[]> consumers;
    private final JsonMapper json;
    private final Map<Integer, Set<String>> done = new ConcurrentHashMap<>();

    Receipts(KafkaTemplate<String, byte[]> kafka, ConsumerFactory<String, byte[]> consumers, JsonMapper json) {
        this.kafka = kafka;
        this.consumers = consumers;
        this.json = json;
    }

    /** Whether an event id has no receipt yet, and so is still to be dealt with. */
    public boolean unseen(int partition, String eventId) {
        return !table(partition).contains(eventId);
    }

    /**
     * Writes receipts and waits until all in-sync replicas have them. Only then may the offsets of the orders be
     * committed: a crash between the two finds the receipts.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not acknowledge
     */
    public void record(List<Receipt> receipts) {
        List<CompletableFuture<?>> sent = receipts.stream()
                .<CompletableFuture<?>>map(receipt -> kafka.send(new ProducerRecord<>(
                        ReceiptTopic.NAME, receipt.partition(), receipt.eventId(), json.writeValueAsBytes(receipt))))
                .toList();
        kafka.flush();
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        receipts.forEach(receipt -> table(receipt.partition()).add(receipt.eventId()));
    }

    /** Reads the receipts of newly assigned partitions, before any of their orders is looked at. */
    public void restore(Collection<Integer> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        List<TopicPartition> topic = partitions.stream()
                .map(partition -> new TopicPartition(ReceiptTopic.NAME, partition))
                .toList();
        partitions.forEach(partition -> done.put(partition, new HashSet<>()));
        long read = 0;
        // No group: the position is always the beginning, and nothing is committed.
        try (Consumer<String, byte[]> consumer = consumers.createConsumer(null, "receipts", null)) {
            consumer.assign(topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(topic);
            consumer.seekToBeginning(topic);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    table(record.partition()).add(record.key());
                    read++;
                }
            }
        }
        log.atInfo()
                .addKeyValue("partitions", partitions.size())
                .addKeyValue("receipts", read)
                .addKeyValue(
                        "took", Duration.ofNanos(System.nanoTime() - started).toMillis() + "ms")
                .log("receipts restored");
    }

    /** Forgets partitions that another instance may now be working on. */
    public void drop(Collection<Integer> partitions) {
        partitions.forEach(done::remove);
    }

    private Set<String> table(int partition) {
        Set<String> ids = done.get(partition);
        if (ids == null) {
            throw new IllegalStateException("Partition " + partition + " is not assigned, or was not restored");
        }
        return ids;
    }
}
