package io.tillstream.dispatcher.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.kafka.Offsets;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the topic of receipts from its beginning to where its end is now. */
@Component
class ReceiptLog {

    private static final Logger log = LoggerFactory.getLogger(ReceiptLog.class);

    /** Less than a batch may take, as it may be asked within one. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final KafkaAdmin admin;
    private final JsonMapper json;
    private final ObjectReader values;

    ReceiptLog(ConsumerFactory<byte[], byte[]> consumers, KafkaAdmin admin, JsonMapper json) {
        this.consumers = consumers;
        this.admin = admin;
        this.values = json.readerFor(ReceiptValue.class);
        this.json = json;
    }

    /** Gives the topic more partitions; another instance may do so at the same time. */
    void raise(int partitions) {
        admin.createOrModifyTopics(
                TopicBuilder.name(TopicNames.RECEIPTS).partitions(partitions).build());
        log.atWarn()
                .addKeyValue("partitions", partitions)
                .log("The topic of orders has more partitions than that of receipts, which has been given as many");
    }

    /** The topic's partitions; one that no broker leads just now cannot be read. */
    List<PartitionInfo> partitions() {
        try (var consumer = consumers.createConsumer(null, "receipts", null)) {
            return consumer.partitionsFor(TopicNames.RECEIPTS);
        }
    }

    /** Gives every receipt there is, and those to come; it is to be started and closed. */
    TopicFollower follower(Consumer<Receipt> each) {
        return new TopicFollower(consumers, TopicNames.RECEIPTS, record -> {
            if (!ReceiptKey.inFlight(record.key())) {
                each.accept(receipt(record));
            }
        });
    }

    /** Those receipts of some partitions that fit, the older of an id first; only these are read whole. */
    List<Receipt> search(Collection<Integer> partitions, BiPredicate<byte[], byte[]> which) {
        List<Receipt> found = new ArrayList<>();
        try {
            records(partitions, record -> {
                if (!ReceiptKey.inFlight(record.key())
                        && which.test(ReceiptKey.id(record.key()).getBytes(UTF_8), record.value())) {
                    found.add(receipt(record));
                }
            });
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaException("Kafka did not answer: " + e, e);
        }
        return found;
    }

    /**
     * Gives the status of every id of some partitions, the older of an id first, and what each last said to be in flight.
     *
     * @return where each partition ended; 0 for one that nothing was ever written to
     */
    Map<Integer, Long> statuses(
            Collection<Integer> partitions, StatusConsumer each, BiConsumer<Integer, Set<Long>> inFlight) {
        return records(partitions, record -> {
            if (ReceiptKey.inFlight(record.key())) {
                inFlight.accept(record.partition(), inFlight(record));
            } else {
                Receipt.Status status = status(record);
                each.accept(
                        record.partition(),
                        ReceiptKey.id(record.key()),
                        status,
                        Instant.ofEpochMilli(record.timestamp()),
                        status == Receipt.Status.DEAD_LETTERED ? offset(record) : IdTable.UNKNOWN);
            }
        });
    }

    /** Offsets; empty when nothing was in flight, or nobody can read what was. */
    private Set<Long> inFlight(ConsumerRecord<byte[], byte[]> record) {
        try {
            String orders = json.readTree(record.value()).path("orders").asString("");
            Set<Long> offsets = ConcurrentHashMap.newKeySet();
            if (!orders.isEmpty()) {
                Offsets.parse(orders).forEach(offsets::add);
            }
            return offsets;
        } catch (JacksonException | IllegalArgumentException e) {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log(
                            "What was in flight cannot be read; an order of it may reach Meta twice without being counted");
            return ConcurrentHashMap.newKeySet();
        }
    }

    /** Takes what must be known of an id so that it is not sent twice; of a death, the offset of the message that died. */
    interface StatusConsumer {
        void accept(int partition, String id, Receipt.Status status, Instant at, long offset);
    }

    private Map<Integer, Long> records(Collection<Integer> partitions, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> topic = partitions.stream()
                .map(partition -> new TopicPartition(TopicNames.RECEIPTS, partition))
                .toList();
        // No group: the position is always the beginning, and nothing is committed.
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

    /** Says in the log how far the reading is, every two seconds. */
    private static final class Progress {

        private static final Duration SAY = Duration.ofSeconds(2);

        private final long all;
        private long read;
        private long said = System.nanoTime();

        Progress(long all) {
            this.all = all;
        }

        void read() {
            read++;
            if (System.nanoTime() - said > SAY.toNanos()) {
                log.atInfo().addKeyValue("read", read).addKeyValue("of", all).log("reading receipts");
                said = System.nanoTime();
            }
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private Receipt receipt(ConsumerRecord<byte[], byte[]> record) {
        String id = ReceiptKey.id(record.key());
        Instant at = Instant.ofEpochMilli(record.timestamp());
        try {
            return values.<ReceiptValue>readValue(record.value()).at(record.partition(), id, at);
        } catch (JacksonException e) {
            unreadable(record);
            return Receipt.suppressed(record.partition(), id, "unreadable", null, at);
        }
    }

    /** Millions are read before an instance goes to work, and so no further than has to be. */
    private Receipt.Status status(ConsumerRecord<byte[], byte[]> record) {
        try (JsonParser parser = json.createParser(record.value())) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals(ReceiptValue.STATUS)) {
                    return Receipt.Status.valueOf(parser.getString());
                }
                parser.skipChildren();
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // As below.
        }
        unreadable(record);
        return Receipt.Status.SUPPRESSED;
    }

    private long offset(ConsumerRecord<byte[], byte[]> record) {
        Sale sale = receipt(record).sale();
        return sale == null ? IdTable.UNKNOWN : sale.offset();
    }

    private static void unreadable(ConsumerRecord<byte[], byte[]> record) {
        log.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("A receipt cannot be read; its id counts as done, so that nothing is sent twice");
    }
}
