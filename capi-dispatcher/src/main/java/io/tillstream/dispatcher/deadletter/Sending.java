package io.tillstream.dispatcher.deadletter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends a record and returns a failure as a value: an unavailable Kafka is expected. */
final class Sending {

    private Sending() {}

    /** Every failure is in the future. */
    static CompletableFuture<?> send(KafkaTemplate<byte[], byte[]> kafka, ProducerRecord<byte[], byte[]> record) {
        try {
            return kafka.send(record);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits for the acknowledgement, and returns the failure; null when Kafka has it. The producer's delivery timeout bounds the wait. */
    static @Nullable Throwable outcome(CompletableFuture<?> sent) {
        try {
            sent.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    /** Whether the record was too large for the producer or for the topic. */
    static boolean tooLarge(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RecordTooLargeException || each instanceof RecordBatchTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
