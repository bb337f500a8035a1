package io.tillstream.dispatcher.receipt;

import io.tillstream.dispatcher.kafka.Producers;
import java.util.ArrayList;
import java.util.List;
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

/** Sends records of the topic of receipts to Kafka. A failure is a result, not an exception. */
final class ReceiptProducer {

    private static final Logger log = LoggerFactory.getLogger(ReceiptProducer.class);

    private final KafkaTemplate<String, byte[]> kafka;

    ReceiptProducer(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** @param acknowledged null when the producer did not accept the record */
    private record Sent(@Nullable Future<?> acknowledged) {}

    /**
     * Sends, and waits for these records alone; a flush would also wait for those of other threads. The producer's
     * delivery timeout bounds the wait.
     *
     * @return whether Kafka acknowledged each record, in their order
     */
    List<Boolean> send(List<ProducerRecord<String, byte[]>> records) {
        // Bypasses the template: its observation of up to a thousand receipts costs more than sending them.
        List<Sent> sent = kafka.execute(producer -> sent(producer, records));
        return sent.stream().map(this::acknowledged).toList();
    }

    /** Sends without waiting; a failure is logged at debug level only. */
    void sendAndForget(List<ProducerRecord<String, byte[]>> records) {
        try {
            kafka.execute(producer -> {
                records.forEach(record -> sent(producer, record));
                return records;
            });
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("Records were not sent");
        }
    }

    /** A producer without a broker blocks for ten seconds per record; so after the first such record no other is tried. */
    private static List<Sent> sent(Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
        List<Sent> sent = new ArrayList<>(records.size());
        boolean able = true;
        for (ProducerRecord<String, byte[]> record : records) {
            Sent one = able ? sent(producer, record) : new Sent(null);
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
            return new Sent(producer.send(record));
        } catch (KafkaException | IllegalStateException e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("A receipt was not sent");
            return new Sent(null);
        }
    }

    private boolean acknowledged(Sent sent) {
        if (sent.acknowledged() == null) {
            return false;
        }
        try {
            sent.acknowledged().get();
            return true;
        } catch (ExecutionException e) {
            log.atDebug().addKeyValue("cause", String.valueOf(e.getCause())).log("A receipt was not acknowledged");
            Producers.renewIfRefused(kafka, e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
