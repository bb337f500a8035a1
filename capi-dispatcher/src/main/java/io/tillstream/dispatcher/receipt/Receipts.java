package io.tillstream.dispatcher.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.topic.TopicFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
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

    private final KafkaTemplate<String, byte[]> kafka;
    private final ReceiptLog receiptLog;
    private final ReceiptSettings settings;
    private final JsonMapper json;
    private final Map<Integer, Table> tables = new ConcurrentHashMap<>();
    private final AtomicInteger knownFor = new AtomicInteger();
    private volatile boolean restored;
    private final Queue<Receipt> outstanding = new ConcurrentLinkedQueue<>();

    Receipts(
            KafkaTemplate<String, byte[]> kafka,
            ReceiptLog receiptLog,
            ReceiptSettings settings,
            JsonMapper json,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.receiptLog = receiptLog;
        this.settings = settings;
        this.json = json;
        registry.gauge("dispatcher.receipts.remembered", this, Receipts::remembered);
        registry.gauge("dispatcher.receipts.outstanding", outstanding, Collection::size);
    }

    /**
     * Whether an id has no receipt yet, and so is still to be dealt with.
     */
    public boolean unseen(int partition, String id) {
        return table(partition).unseen(id);
    }

    /** Whether the receipt of an id says that it is in the dead letters, out of which it may be replayed. */
    public boolean dead(int partition, String id) {
        return table(partition).dead(id);
    }

    /**
     * Writes receipts and waits until all in-sync replicas have them. Only then may the offsets of the orders be
     * committed: a crash between the two finds the receipts.
     *
     * <p>What Kafka does not take is known here all the same, and written by {@link #writeOutstanding}.
     *
     * @throws KafkaException when Kafka does not acknowledge
     */
    public void record(List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            receipts.forEach(receipt -> table(receipt.partition()).put(receipt.id(), receipt.status(), receipt.at()));
            write(receipts);
        }
    }

    /** Writes what {@link #record} could not. To be called before anything is taken for done on account of it. */
    public synchronized void writeOutstanding() {
        List<Receipt> receipts = new ArrayList<>();
        for (Receipt receipt = outstanding.poll(); receipt != null; receipt = outstanding.poll()) {
            receipts.add(receipt);
        }
        if (!receipts.isEmpty()) {
            write(receipts);
            log.atInfo().addKeyValue("receipts", receipts.size()).log("receipts written after Kafka was away");
        }
    }

    private void write(List<Receipt> receipts) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(receipts.size());
        // The producer itself, as the template's observation of each of a thousand receipts costs more than sending.
        try {
            kafka.execute(producer -> {
                receipts.forEach(receipt -> sent.add(producer.send(record(receipt))));
                producer.flush();
                return sent;
            });
        } catch (RuntimeException e) {
            outstanding.addAll(receipts);
            throw e;
        }
        int failed = 0;
        for (int each = 0; each < receipts.size(); each++) {
            // After the flush all of them are decided.
            if (sent.get(each).state() != Future.State.SUCCESS) {
                outstanding.add(receipts.get(each));
                failed++;
            }
        }
        if (failed > 0) {
            throw new KafkaException("Kafka did not take " + failed + " receipts; they are kept and written later");
        }
    }

    private ProducerRecord<String, byte[]> record(Receipt receipt) {
        return new ProducerRecord<>(
                ReceiptTopic.NAME,
                receipt.partition(),
                receipt.at().toEpochMilli(),
                receipt.id(),
                json.writeValueAsBytes(ReceiptValue.of(receipt)));
    }

    /**
     * Reads the receipts of newly assigned partitions, before any of their orders is looked at.
     *
     * @param ofAll partitions that the topic of orders has; the topic of receipts is given as many
     */
    public void restore(Collection<Integer> partitions, int ofAll) {
        if (receiptLog.partitions() < ofAll) {
            receiptLog.raise(ofAll);
        }
        if (knownFor.getAndSet(ofAll) != ofAll) {
            // What each table must know depends on the number of partitions.
            tables.clear();
        }
        restore(partitions);
        restored = true;
    }

    /** Whether partitions have come to this instance, be they none, and their receipts are here. */
    boolean restored() {
        return restored;
    }

    /** How many ids this instance knows to be done. */
    int remembered() {
        return tables.values().stream().mapToInt(Table::size).sum();
    }

    /** Whether anything was ever written to a partition; to be asked after it is restored. */
    public boolean everWritten(int partition) {
        return table(partition).everWritten();
    }

    /** Forgets partitions that another instance may now be working on. */
    public void drop(Collection<Integer> partitions) {
        partitions.forEach(tables::remove);
    }

    /** Writes a receipt that this instance itself need not know, as of a partition that another one holds. */
    public void note(List<Receipt> receipts) {
        write(receipts);
    }

    /**
     * Looks for receipts in the topic, the older of an id first.
     *
     * @param partitions where to look; empty for everywhere
     * @param which      told of key and value as they lie there
     */
    public List<Receipt> search(Collection<Integer> partitions, BiPredicate<byte[], byte[]> which) {
        return receiptLog.search(partitions.isEmpty() ? range(receiptLog.partitions()) : partitions, which);
    }

    /** Gives every receipt there is, of all partitions, and those to come; it is to be started and closed. */
    public TopicFollower follower(Consumer<Receipt> each) {
        return receiptLog.follower(each);
    }

    /** Restored now if it has not been, or was dropped when it seemed lost. */
    private Table table(int partition) {
        Table table = tables.get(partition);
        if (table == null) {
            restore(List.of(partition));
            table = tables.get(partition);
        }
        return Objects.requireNonNull(table, "restored");
    }

    private void restore(Collection<Integer> partitions) {
        Map<Integer, Table> restored = partitions.stream()
                .filter(partition -> !tables.containsKey(partition))
                .collect(Collectors.toMap(Function.identity(), partition -> new Table(settings.window())));
        if (restored.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        int all = receiptLog.partitions();
        // Orders come to another partition once their topic has been given more; their receipts stay where they are.
        boolean moved = all != ReceiptTopic.PARTITIONS;
        Map<Integer, Long> ends =
                receiptLog.statuses(moved ? range(all) : restored.keySet(), (partition, id, status, at) -> {
                    if (moved) {
                        restored.values().forEach(table -> table.put(id, status, at));
                    } else {
                        Objects.requireNonNull(restored.get(partition)).put(id, status, at);
                    }
                });
        restored.forEach((partition, table) -> table.everWritten(moved || ends.getOrDefault(partition, 0L) > 0));
        tables.putAll(restored);
        log.atInfo()
                .addKeyValue("partitions", restored.size())
                .addKeyValue(
                        "remembered",
                        restored.values().stream().mapToInt(Table::size).sum())
                .addKeyValue(
                        "took", Duration.ofNanos(System.nanoTime() - started).toMillis() + "ms")
                .log("receipts restored");
    }

    private static List<Integer> range(int partitions) {
        return IntStream.range(0, partitions).boxed().toList();
    }
}
