package io.tillstream.dispatcher.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.kafka.Offsets;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes receipts, and keeps what Kafka does not take until it does: what was accepted stays accepted, whoever has the
 * partition by then.
 */
@Component
class ReceiptWriter {

    private static final Logger log = LoggerFactory.getLogger(ReceiptWriter.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Receipt> owed = new ConcurrentHashMap<>();

    ReceiptWriter(KafkaTemplate<String, byte[]> kafka, JsonMapper json, Clock clock, MeterRegistry registry) {
        this.kafka = kafka;
        this.json = json;
        this.clock = clock;
        registry.gaugeMapSize("dispatcher.receipts.outstanding", List.of(), owed);
    }

    private record Sent(
            ProducerRecord<String, byte[]> record, @Nullable Future<?> acknowledged) {}

    /** Writes, and waits until all in-sync replicas have them; those that Kafka does not take are owed from then on. */
    void write(List<Receipt> receipts) {
        List<Boolean> taken = send(receipts.stream().map(this::record).toList());
        int refused = 0;
        for (int each = 0; each < receipts.size(); each++) {
            Receipt receipt = receipts.get(each);
            if (taken.get(each)) {
                if (!owed.isEmpty()) {
                    owed.remove(name(receipt), receipt);
                }
            } else {
                owed.put(name(receipt), receipt);
                refused++;
            }
        }
        if (refused > 0) {
            log.atWarn()
                    .addKeyValue("receipts", refused)
                    .log(
                            "Kafka does not take receipts. They are kept and written later; their orders are not sent again");
        }
    }

    /** Tries again what is owed. */
    @Scheduled(fixedDelayString = "${dispatcher.receipt.write-again:1s}")
    void writeOwed() {
        List<Receipt> receipts = List.copyOf(owed.values());
        if (!receipts.isEmpty()) {
            write(receipts);
            if (owed.isEmpty()) {
                log.atInfo().addKeyValue("receipts", receipts.size()).log("all receipts are written");
            }
        }
    }

    boolean owes() {
        return !owed.isEmpty();
    }

    /** Whether receipts of a partition wait for Kafka to take them. */
    boolean owes(int partition) {
        return !owed.isEmpty() && owed.values().stream().anyMatch(receipt -> receipt.partition() == partition);
    }

    /** What is owed of a partition. */
    List<Receipt> owed(int partition) {
        return owed.values().stream()
                .filter(receipt -> receipt.partition() == partition)
                .toList();
    }

    /**
     * Writes down what goes to Meta next, before it goes: whoever finds the partition without its receipts knows what was
     * on its way.
     *
     * @return partitions of which Kafka does not take it, and so will not take the receipts either
     */
    Set<Integer> announce(Map<Integer, Offsets> orders) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        Set<Integer> refused = new HashSet<>();
        orders.forEach((partition, offsets) -> {
            // What was in flight there is all that says so much until its receipts are written.
            if (owes(partition)) {
                refused.add(partition);
            } else {
                records.add(inFlight(partition, offsets.toString()));
            }
        });
        List<Boolean> taken = send(records);
        for (int each = 0; each < records.size(); each++) {
            if (!taken.get(each)) {
                refused.add(records.get(each).partition());
            }
        }
        return refused;
    }

    /** Writes down that nothing is on its way any more, without waiting: too late means doubt where there is none. */
    void clear(Set<Integer> partitions) {
        try {
            kafka.execute(producer -> {
                partitions.stream()
                        .filter(partition -> !owes(partition))
                        .forEach(partition -> sent(producer, inFlight(partition, "")));
                return partitions;
            });
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("That nothing is in flight was not written down");
        }
    }

    private ProducerRecord<String, byte[]> inFlight(int partition, String offsets) {
        return new ProducerRecord<>(
                TopicNames.RECEIPTS,
                partition,
                ReceiptKey.IN_FLIGHT,
                json.writeValueAsBytes(Map.of("status", "IN_FLIGHT", "orders", offsets)));
    }

    private ProducerRecord<String, byte[]> record(Receipt receipt) {
        return new ProducerRecord<>(
                TopicNames.RECEIPTS,
                receipt.partition(),
                // Kafka refuses a time far ahead, which it is when the clock was ahead and has been set right.
                Math.min(receipt.at().toEpochMilli(), clock.millis()),
                ReceiptKey.of(receipt),
                json.writeValueAsBytes(ReceiptValue.of(receipt)));
    }

    private static String name(Receipt receipt) {
        return receipt.partition() + "/" + ReceiptKey.of(receipt);
    }

    /** Waits for these records alone: a flush would wait for everybody's. The producer bounds the wait. */
    private List<Boolean> send(List<ProducerRecord<String, byte[]>> records) {
        // The producer itself, as the template's observation of each of a thousand receipts costs more than sending.
        List<Sent> sent = kafka.execute(producer -> sent(producer, records));
        return sent.stream().map(ReceiptWriter::taken).toList();
    }

    /** A producer that cannot even begin waits ten seconds for each record; after the first the others are not tried. */
    private static List<Sent> sent(Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
        List<Sent> sent = new ArrayList<>(records.size());
        boolean able = true;
        for (ProducerRecord<String, byte[]> record : records) {
            Sent one = able ? sent(producer, record) : new Sent(record, null);
            sent.add(one);
            able = able && one.acknowledged() != null && !failedAtOnce(one.acknowledged());
        }
        return sent;
    }

    private static boolean failedAtOnce(Future<?> acknowledged) {
        return acknowledged.state() == Future.State.FAILED
                && !(acknowledged.exceptionNow() instanceof RecordTooLargeException);
    }

    private static Sent sent(Producer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
        try {
            return new Sent(record, producer.send(record));
        } catch (KafkaException | IllegalStateException e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("A receipt was not sent");
            return new Sent(record, null);
        }
    }

    private static boolean taken(Sent sent) {
        if (sent.acknowledged() == null) {
            return false;
        }
        try {
            sent.acknowledged().get();
            return true;
        } catch (ExecutionException e) {
            log.atDebug().addKeyValue("cause", String.valueOf(e.getCause())).log("A receipt was not acknowledged");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
