package io.tillstream.dispatcher.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Offsets;
import io.tillstream.dispatcher.kafka.TopicFollower;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/** Knows which event ids are done. The topic is the source of truth; see {@link ReceiptTables} for what memory holds. */
@Component
public class Receipts {

    private final ReceiptLog receiptLog;
    private final ReceiptWriter writer;
    private final ReceiptTables tables;

    Receipts(
            ReceiptLog receiptLog,
            ReceiptWriter writer,
            Partitioning partitioning,
            ReceiptSettings settings,
            MeterRegistry registry) {
        this.receiptLog = receiptLog;
        this.writer = writer;
        this.tables = new ReceiptTables(receiptLog, writer, partitioning, settings.window());
        registry.gauge("dispatcher.receipts.remembered", this, Receipts::remembered);
    }

    /** Whether the receipts of a partition are read. If not, the questions below fail for it. */
    public boolean known(int partition) {
        return tables.known(partition);
    }

    /** Whether receipts of a partition wait for Kafka to take them. Until then no offset of it may be committed. */
    public boolean owes(int partition) {
        return writer.owes(partition);
    }

    /** Whether any receipts wait for Kafka to take them. */
    public boolean owes() {
        return writer.owes();
    }

    /** Whether an id has no receipt yet, and so is still to be handled. */
    public boolean unseen(int partition, String id) {
        return tables.of(partition).unseen(id);
    }

    /** Whether an id was dead-lettered because of an earlier message than the one at this offset. */
    public boolean deadBefore(int partition, String id, long offset) {
        return tables.of(partition).deadBefore(id, offset);
    }

    /** Whether an order may have reached Meta: it was in flight when its partition moved here, or its answer was lost. */
    public boolean inDoubt(int partition, long offset) {
        return tables.inDoubt(partition, offset);
    }

    /** Notes that the answer for an order was lost. */
    public void doubt(int partition, long offset) {
        tables.doubt(partition, offset);
    }

    /** Notes that an order in doubt was counted as such, and is sent again. */
    public void doubtCounted(int partition, long offset) {
        tables.doubtCounted(partition, offset);
    }

    /**
     * Writes which orders go to Meta next, by partition, and waits until all in-sync replicas have it.
     *
     * @return partitions for which Kafka does not take it: no order of them may be sent
     */
    public Set<Integer> announce(Map<Integer, Offsets> orders) {
        return writer.announce(orders);
    }

    /** Writes that no order of some partitions is in flight any more; does not wait. */
    public void nothingInFlight(Set<Integer> partitions) {
        writer.clear(partitions);
    }

    /**
     * Writes receipts and waits until all in-sync replicas have them. Only then may the offsets of the orders be
     * committed: after a crash between the two, the receipts are found. A receipt that Kafka does not take is known here
     * all the same, is {@linkplain #owes owed}, and is written as soon as Kafka takes it.
     */
    public void record(List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            receipts.forEach(tables::put);
            writer.write(receipts);
        }
    }

    /**
     * Writes receipts of partitions that may be assigned to another instance; this one does not remember them.
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
     * Reads the receipts of newly assigned partitions, before any of their orders is handled. A partition without a leader
     * stays {@linkplain #known unknown}; it does not delay the others.
     *
     * @param ofAll number of partitions of the topic of orders; the topic of receipts is raised to it
     * @throws KafkaException when Kafka does not answer in time; {@link #known} is false then, and a retry is possible
     */
    public void assign(Collection<Integer> partitions, int ofAll) {
        tables.assign(partitions, ofAll);
    }

    /** Whether an assignment was handled, even an empty one, and its receipts were read. */
    boolean restored() {
        return tables.restored();
    }

    /** How many ids this instance knows as done. */
    int remembered() {
        return tables.remembered();
    }

    /** Whether anything was ever written to a partition, which must be {@linkplain #known known}. */
    public boolean everWritten(int partition) {
        return tables.of(partition).everWritten();
    }

    /** Forgets revoked partitions, which another instance may write to now. */
    public void drop(Collection<Integer> partitions) {
        tables.drop(partitions);
    }

    /**
     * Searches the topic for receipts; returns the older of an id first.
     *
     * @param partitions where to search; empty for all partitions
     * @param which      tests the id and the record's value, both as bytes
     */
    public List<Receipt> search(Collection<Integer> partitions, BiPredicate<byte[], byte[]> which) {
        return receiptLog.search(
                partitions.isEmpty()
                        ? receiptLog.partitions().stream()
                                .map(PartitionInfo::partition)
                                .toList()
                        : partitions,
                which);
    }

    /** Passes on every receipt of all partitions, present and future; the caller starts and closes it. */
    public TopicFollower follower(Consumer<Receipt> each) {
        return receiptLog.follower(each);
    }
}
