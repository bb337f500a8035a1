package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.kafka.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the topic of receipts from its beginning to its present end. */
@Component
class ReceiptLog {

    private static final Logger log = LoggerFactory.getLogger(ReceiptLog.class);

    /** Shorter than the time for a batch, as the topic may be read during one. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final KafkaAdmin admin;
    private final ReceiptParser parser;

    ReceiptLog(ConsumerFactory<byte[], byte[]> consumers, KafkaAdmin admin, JsonMapper json) {
        this.consumers = consumers;
        this.admin = admin;
        this.parser = new ReceiptParser(json);
    }

    /** Raises the number of the topic's partitions; another instance may do so at the same time. */
    void raise(int partitions) {
        admin.createOrModifyTopics(
                TopicBuilder.name(TopicNames.RECEIPTS).partitions(partitions).build());
        log.atWarn()
                .addKeyValue("partitions", partitions)
                .log(
                        "The topic of orders has more partitions than the topic of receipts. The latter now has the same number");
    }

    /** The topic's partitions; one without a leader cannot be read now. */
    List<PartitionInfo> partitions() {
        try (var consumer = consumers.createConsumer(null, "receipts", null)) {
            return consumer.partitionsFor(TopicNames.RECEIPTS);
        }
    }

    /** Whether the topic has, or had, any record. */
    boolean everWritten(int partitions) {
        List<TopicPartition> topic = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(TopicNames.RECEIPTS, partition))
                .toList();
        try (var consumer = consumers.createConsumer(null, "receipts", null)) {
            return sum(consumer.endOffsets(topic, ANSWER)) > 0;
        }
    }

    /** Passes on every receipt, present and future; the caller starts and closes it. */
    TopicFollower follower(Consumer<Receipt> each) {
        return new TopicFollower(consumers, TopicNames.RECEIPTS, record -> {
            if (!ReceiptKey.inFlight(record.key())) {
                each.accept(parser.receipt(record));
            }
        });
    }

    /** The matching receipts of some partitions, the older of an id first; only matching ones are parsed. */
    List<Receipt> search(Collection<Integer> partitions, BiPredicate<byte[], byte[]> which) {
        List<Receipt> found = new ArrayList<>();
        try {
            records(partitions, record -> {
                if (!ReceiptKey.inFlight(record.key())
                        && which.test(ReceiptKey.id(record.key()).getBytes(UTF_8), record.value())) {
                    found.add(parser.receipt(record));
                }
            });
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaException("Kafka did not answer: " + e, e);
        }
        return found;
    }

    /**
     * Reads the status of every id of some partitions, the older of an id first, and the orders in flight.
     *
     * @param inFlight called with a partition and the offsets of its orders in flight; the last call counts
     * @return the end of each partition; 0 for one that was never written to
     */
    Map<Integer, Long> statuses(
            Collection<Integer> partitions, StatusConsumer each, BiConsumer<Integer, Set<Long>> inFlight) {
        return records(partitions, record -> {
            if (ReceiptKey.inFlight(record.key())) {
                inFlight.accept(record.partition(), parser.inFlight(record));
            } else {
                Receipt.Status status = parser.status(record);
                each.accept(
                        record.partition(),
                        ReceiptKey.id(record.key()),
                        status,
                        Instant.ofEpochMilli(record.timestamp()),
                        status == Receipt.Status.DEAD_LETTERED ? parser.offset(record) : IdTable.UNKNOWN);
            }
        });
    }

    /** Receives the part of a receipt that prevents a second event. */
    interface StatusConsumer {

        /** @param offset of the dead-lettered message; {@value IdTable#UNKNOWN} for every other status */
        void accept(int partition, String id, Receipt.Status status, Instant at, long offset);
    }

    private Map<Integer, Long> records(Collection<Integer> partitions, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> topic = partitions.stream()
                .map(partition -> new TopicPartition(TopicNames.RECEIPTS, partition))
                .toList();
        // Without a group, reading always starts at the beginning and commits nothing.
        try (var consumer = consumers.createConsumer(null, "receipts", null)) {
            consumer.assign(topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(topic, ANSWER);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(topic, ANSWER);
            consumer.seekToBeginning(topic);
            Progress progress = new Progress(sum(ends) - sum(beginnings));
            TopicReader.readTo(consumer, ends, TopicReader.PATIENCE, record -> {
                progress.read();
                if (record.key() != null && record.value() != null) {
                    each.accept(record);
                }
                return true;
            });
            return ends.entrySet().stream()
                    .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
        }
    }

    /** Logs the progress of reading every two seconds. */
    private static final class Progress {

        private static final Duration INTERVAL = Duration.ofSeconds(2);

        private final long all;
        private long read;
        private long loggedAt = System.nanoTime();

        Progress(long all) {
            this.all = all;
        }

        void read() {
            read++;
            if (System.nanoTime() - loggedAt > INTERVAL.toNanos()) {
                log.atInfo().addKeyValue("read", read).addKeyValue("of", all).log("reading receipts");
                loggedAt = System.nanoTime();
            }
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
