package io.tillstream.dispatcher.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Offsets;
import io.tillstream.dispatcher.kafka.TopicFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.PartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Remembers which event ids are done. The truth is the topic; a table belongs to one assignment of a partition: it is read
 * when the partition comes, laid over with what Kafka has not taken yet, and dropped when the partition goes.
 */
@Component
public class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);

    private final ReceiptLog receiptLog;
    private final ReceiptWriter writer;
    private final ReceiptSettings settings;
    private final Map<Integer, IdTable> tables = new ConcurrentHashMap<>();

    /** Offsets that were in a request when the partition was last spoken of, or whose answer was lost. */
    private final Map<Integer, Set<Long>> inFlight = new ConcurrentHashMap<>();

    /** Partitions whose table was read when the topic of orders had fewer. */
    private final Set<Integer> stale = ConcurrentHashMap.newKeySet();

    private final AtomicInteger knownFor = new AtomicInteger();
    private volatile boolean restored;

    Receipts(ReceiptLog receiptLog, ReceiptWriter writer, ReceiptSettings settings, MeterRegistry registry) {
        this.receiptLog = receiptLog;
        this.writer = writer;
        this.settings = settings;
        registry.gauge("dispatcher.receipts.remembered", this, Receipts::remembered);
    }

    /** Whether the receipts of a partition are here, so that the questions below may be asked of it. */
    public boolean known(int partition) {
        return tables.containsKey(partition) && !stale.contains(partition);
    }

    /** Whether receipts of a partition wait for Kafka to take them; until then nothing of it may be taken for done. */
    public boolean owes(int partition) {
        return writer.owes(partition);
    }

    /** Whether any receipts wait for Kafka to take them. */
    public boolean owes() {
        return writer.owes();
    }

    /** Whether an id has no receipt yet, and so is still to be dealt with. */
    public boolean unseen(int partition, String id) {
        return table(partition).unseen(id);
    }

    /** Whether an id is in the dead letters on account of an earlier message than the one at this offset. */
    public boolean deadBefore(int partition, String id, long offset) {
        return table(partition).deadBefore(id, offset);
    }

    /** Whether an order was in a request to Meta when the one who had its partition before lost it, or was killed. */
    public boolean inDoubt(int partition, long offset) {
        return inFlight.getOrDefault(partition, Set.of()).contains(offset);
    }

    /** An order of which the answer was lost here. */
    public void doubt(int partition, long offset) {
        inFlight.computeIfAbsent(partition, each -> ConcurrentHashMap.newKeySet())
                .add(offset);
    }

    /** An order in doubt was counted as such, and is sent again. */
    public void doubtCounted(int partition, long offset) {
        inFlight.getOrDefault(partition, ConcurrentHashMap.newKeySet()).remove(offset);
    }

    /**
     * Writes down which orders go to Meta next, by partition, and waits until all in-sync replicas have it.
     *
     * @return partitions of which Kafka does not take it: nothing of them may be sent
     */
    public Set<Integer> announce(Map<Integer, Offsets> orders) {
        return writer.announce(orders);
    }

    /** Writes down that nothing of some partitions is on its way any more; does not wait. */
    public void nothingInFlight(Set<Integer> partitions) {
        writer.clear(partitions);
    }

    /**
     * Writes receipts and waits until all in-sync replicas have them. Only then may the offsets of the orders be
     * committed: a crash between the two finds the receipts. What Kafka does not take is known here all the same, is
     * {@linkplain #owes owed}, and is written as soon as Kafka takes it.
     */
    public void record(List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            receipts.forEach(receipt -> {
                IdTable table = tables.get(receipt.partition());
                if (table != null) {
                    put(table, receipt);
                }
            });
            writer.write(receipts);
        }
    }

    private static void put(IdTable table, Receipt receipt) {
        Sale sale = receipt.sale();
        table.put(receipt.id(), receipt.status(), receipt.at(), sale == null ? IdTable.UNKNOWN : sale.offset());
    }

    /**
     * Writes receipts that this instance itself need not know, as of a partition that another one holds.
     *
     * @throws KafkaException when Kafka does not take them
     */
    public void note(List<Receipt> receipts) {
        writer.write(receipts);
        if (receipts.stream().anyMatch(receipt -> writer.owes(receipt.partition()))) {
            throw new KafkaException("Kafka does not take receipts");
        }
    }

    /**
     * Reads the receipts of partitions that have come, before any of their orders is looked at. One that no broker leads
     * stays {@linkplain #known unknown}, and holds no other.
     *
     * @param ofAll partitions that the topic of orders has; the topic of receipts is given as many
     * @throws KafkaException when Kafka does not answer in time; {@link #known} is false then, and this may be tried again
     */
    public void assign(Collection<Integer> partitions, int ofAll) {
        try {
            List<PartitionInfo> topic = receiptLog.partitions();
            if (topic.size() < ofAll) {
                receiptLog.raise(ofAll);
                topic = receiptLog.partitions();
            }
            int all = topic.size();
            int before = knownFor.getAndSet(all);
            if (before != all && before != 0) {
                // Orders may have moved: what each table must know depends on the number of partitions.
                stale.addAll(tables.keySet());
            }
            List<Integer> readable = new ArrayList<>(partitions);
            readable.removeAll(withoutLeader(topic, partitions));
            if (!readable.isEmpty()) {
                read(readable, all);
            }
            restored = true;
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaException("The receipts cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Integer> withoutLeader(List<PartitionInfo> topic, Collection<Integer> partitions) {
        List<Integer> without = topic.stream()
                .filter(each -> each.leader() == null || each.leader().isEmpty())
                .map(PartitionInfo::partition)
                .filter(partitions::contains)
                .toList();
        if (!without.isEmpty()) {
            log.atWarn()
                    .addKeyValue("partitions", without)
                    .log("Partitions of capi.receipts.v1 have no leader. Their orders wait until a broker leads them");
        }
        return without;
    }

    private void read(Collection<Integer> partitions, int all) {
        long started = System.nanoTime();
        // Orders come to another partition once their topic has been given more; their receipts stay where they are.
        // Then one
        // table serves all.
        boolean moved = all != ReceiptTopic.PARTITIONS;
        IdTable shared = moved ? shared() : null;
        Map<Integer, IdTable> fresh = partitions.stream()
                .collect(Collectors.toMap(Function.identity(), each -> shared == null ? table() : shared));
        Map<Integer, Set<Long>> flying = new HashMap<>();
        Map<Integer, Long> ends = receiptLog.statuses(
                shared == null ? fresh.keySet() : range(all),
                (partition, id, status, at, offset) -> (shared == null
                                ? Objects.requireNonNull(fresh.get(partition))
                                : shared)
                        .put(id, status, at, offset),
                (partition, orders) -> {
                    if (fresh.containsKey(partition)) {
                        flying.put(partition, orders);
                    }
                });
        fresh.forEach((partition, table) -> {
            table.everWritten(shared != null || ends.getOrDefault(partition, 0L) > 0);
            writer.owed(partition).forEach(receipt -> put(table, receipt));
        });
        inFlight.keySet().removeAll(fresh.keySet());
        inFlight.putAll(flying);
        tables.putAll(fresh);
        stale.removeAll(fresh.keySet());
        log.atInfo()
                .addKeyValue("partitions", fresh.size())
                .addKeyValue("remembered", remembered())
                .addKeyValue(
                        "took", Duration.ofNanos(System.nanoTime() - started).toMillis() + "ms")
                .log("receipts restored");
    }

    /** Whether partitions have come to this instance, be they none, and their receipts are here. */
    boolean restored() {
        return restored;
    }

    /** How many ids this instance knows to be done. */
    int remembered() {
        return tables.values().stream().distinct().mapToInt(IdTable::size).sum();
    }

    /** Whether anything was ever written to a partition; to be asked after it is restored. */
    public boolean everWritten(int partition) {
        return table(partition).everWritten();
    }

    /** Forgets partitions that another instance may now be working on. */
    public void drop(Collection<Integer> partitions) {
        partitions.forEach(partition -> {
            tables.remove(partition);
            inFlight.remove(partition);
            stale.remove(partition);
        });
    }

    /**
     * Looks for receipts in the topic, the older of an id first.
     *
     * @param partitions where to look; empty for everywhere
     * @param which      told of the id and the value as it lies there
     */
    public List<Receipt> search(Collection<Integer> partitions, BiPredicate<byte[], byte[]> which) {
        return receiptLog.search(
                partitions.isEmpty() ? range(receiptLog.partitions().size()) : partitions, which);
    }

    /** Gives every receipt there is, of all partitions, and those to come; it is to be started and closed. */
    public TopicFollower follower(Consumer<Receipt> each) {
        return receiptLog.follower(each);
    }

    /** The one that partitions share already, or a new one. */
    private IdTable shared() {
        return tables.entrySet().stream()
                .filter(table -> !stale.contains(table.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(this::table);
    }

    private IdTable table() {
        return new IdTable(settings.window());
    }

    private IdTable table(int partition) {
        return Objects.requireNonNull(tables.get(partition), "asked of a partition whose receipts are not here");
    }

    private static List<Integer> range(int partitions) {
        return IntStream.range(0, partitions).boxed().toList();
    }
}
