package io.tillstream.dispatcher.receipt;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/**
 * What the topic of receipts says about the assigned partitions: a table of ids, and the orders in flight. Both are read
 * when a partition is assigned, completed by the receipts that Kafka has not taken yet, and dropped when it is revoked.
 */
final class ReceiptTables {

    private static final Logger log = LoggerFactory.getLogger(ReceiptTables.class);

    private final ReceiptLog receiptLog;
    private final ReceiptWriter writer;
    private final Partitioning partitioning;
    private final Duration window;
    private final Map<Integer, IdTable> tables = new ConcurrentHashMap<>();

    /** By partition, offsets of orders that were in a request according to the topic, or whose answer was lost here. */
    private final Map<Integer, Set<Long>> inFlight = new ConcurrentHashMap<>();

    /** Partitions whose table was read when the topic had fewer partitions. */
    private final Set<Integer> stale = ConcurrentHashMap.newKeySet();

    private final AtomicInteger knownFor = new AtomicInteger();
    private volatile boolean restored;

    ReceiptTables(ReceiptLog receiptLog, ReceiptWriter writer, Partitioning partitioning, Duration window) {
        this.receiptLog = receiptLog;
        this.writer = writer;
        this.partitioning = partitioning;
        this.window = window;
    }

    boolean known(int partition) {
        return tables.containsKey(partition) && !stale.contains(partition);
    }

    /** Whether an assignment was handled, even an empty one, and its receipts were read. */
    boolean restored() {
        return restored;
    }

    /** How many ids this instance knows as done. */
    int remembered() {
        return tables.values().stream().distinct().mapToInt(IdTable::size).sum();
    }

    /** @throws NullPointerException when the partition's receipts are not read */
    IdTable of(int partition) {
        return Objects.requireNonNull(tables.get(partition), "The receipts of the partition are not read");
    }

    /** Notes a receipt; does nothing for a partition that is not assigned here. */
    void put(Receipt receipt) {
        IdTable table = tables.get(receipt.partition());
        if (table != null) {
            put(table, receipt);
        }
    }

    private static void put(IdTable table, Receipt receipt) {
        Sale sale = receipt.sale();
        table.put(receipt.id(), receipt.status(), receipt.at(), sale == null ? IdTable.UNKNOWN : sale.offset());
    }

    boolean inDoubt(int partition, long offset) {
        return inFlight.getOrDefault(partition, Set.of()).contains(offset);
    }

    void doubt(int partition, long offset) {
        inFlight.computeIfAbsent(partition, each -> ConcurrentHashMap.newKeySet())
                .add(offset);
    }

    void doubtCounted(int partition, long offset) {
        inFlight.getOrDefault(partition, ConcurrentHashMap.newKeySet()).remove(offset);
    }

    void assign(Collection<Integer> partitions, int ofAll) {
        try {
            List<PartitionInfo> topic = receiptLog.partitions();
            if (topic.size() < ofAll) {
                receiptLog.raise(ofAll);
                topic = receiptLog.partitions();
            }
            int all = topic.size();
            int before = knownFor.getAndSet(all);
            if (before != all && before != 0) {
                // With a new number of partitions, orders may have moved to another partition.
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
        // One table serves all partitions when receipts may lie in others than their orders.
        IdTable shared = partitioning.moved(all) ? shared() : null;
        Map<Integer, IdTable> fresh = partitions.stream()
                .collect(Collectors.toMap(Function.identity(), each -> shared == null ? new IdTable(window) : shared));
        Map<Integer, Set<Long>> flying = new HashMap<>();
        Map<Integer, Long> ends = receiptLog.statuses(
                shared == null ? fresh.keySet() : range(all),
                (partition, id, status, at, offset) ->
                        table(fresh, shared, partition).put(id, status, at, offset),
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

    private static IdTable table(Map<Integer, IdTable> fresh, @Nullable IdTable shared, int partition) {
        return shared == null ? Objects.requireNonNull(fresh.get(partition)) : shared;
    }

    /** The table that partitions share already, else a new one. */
    private IdTable shared() {
        return tables.entrySet().stream()
                .filter(table -> !stale.contains(table.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new IdTable(window));
    }

    void drop(Collection<Integer> partitions) {
        partitions.forEach(partition -> {
            tables.remove(partition);
            inFlight.remove(partition);
            stale.remove(partition);
        });
    }

    private static List<Integer> range(int partitions) {
        return IntStream.range(0, partitions).boxed().toList();
    }
}
