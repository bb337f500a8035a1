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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes receipts. Keeps those that Kafka does not take, and writes them again until it does, also after the partition has
 * moved to another instance.
 */
@Component
class ReceiptWriter {

    private static final Logger log = LoggerFactory.getLogger(ReceiptWriter.class);

    private final ReceiptProducer producer;
    private final JsonMapper json;
    private final Clock clock;
    /** Receipts that Kafka has not taken yet, by partition and key. */
    private final Map<String, Receipt> owed = new ConcurrentHashMap<>();

    ReceiptWriter(KafkaTemplate<String, byte[]> kafka, JsonMapper json, Clock clock, MeterRegistry registry) {
        this.producer = new ReceiptProducer(kafka);
        this.json = json;
        this.clock = clock;
        registry.gaugeMapSize("dispatcher.receipts.outstanding", List.of(), owed);
    }

    /** Writes, and waits until all in-sync replicas have the receipts. What Kafka does not take is owed from then on. */
    void write(List<Receipt> receipts) {
        List<Boolean> taken = producer.send(receipts.stream().map(this::record).toList());
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

    /** Tries again to write the owed receipts. */
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

    /** The receipts of a partition that Kafka has not taken yet. */
    List<Receipt> owed(int partition) {
        return owed.values().stream()
                .filter(receipt -> receipt.partition() == partition)
                .toList();
    }

    /**
     * Writes which orders go to Meta next, before they go. An instance that takes over the partition then knows which
     * orders without a receipt may have reached Meta.
     *
     * @return partitions for which Kafka does not take it; it would not take their receipts either
     */
    Set<Integer> announce(Map<Integer, Offsets> orders) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        Set<Integer> refused = new HashSet<>();
        orders.forEach((partition, offsets) -> {
            // The previous announcement must stay until the receipts of its orders are written.
            if (owes(partition)) {
                refused.add(partition);
            } else {
                records.add(inFlight(partition, offsets.toString()));
            }
        });
        List<Boolean> taken = producer.send(records);
        for (int each = 0; each < records.size(); each++) {
            if (!taken.get(each)) {
                refused.add(records.get(each).partition());
            }
        }
        return refused;
    }

    /** Writes that no order is in flight any more. Does not wait: a lost record only causes an order in doubt too many. */
    void clear(Set<Integer> partitions) {
        producer.sendAndForget(partitions.stream()
                .filter(partition -> !owes(partition))
                .map(partition -> inFlight(partition, ""))
                .toList());
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
                // Kafka refuses a time in the future, which the receipt has when the clock was ahead and was corrected.
                Math.min(receipt.at().toEpochMilli(), clock.millis()),
                ReceiptKey.of(receipt),
                ReceiptJson.bytes(receipt));
    }

    private static String name(Receipt receipt) {
        return receipt.partition() + "/" + ReceiptKey.of(receipt);
    }
}
