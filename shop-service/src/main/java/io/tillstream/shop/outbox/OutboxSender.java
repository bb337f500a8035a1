package io.tillstream.shop.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.tillstream.shop.trace.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;

/** Sends rows of the outbox to Kafka. A refused message or topic does not delay the others. */
@Component
class OutboxSender {

    private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);

    /** How long a refused message is set aside before it is tried again. */
    private static final Duration ASIDE = Duration.ofHours(1);

    /** How long a message is delayed when its topic accepted others. */
    private static final Duration ROW_DELAY = Duration.ofSeconds(15);

    /** CloudEvents' header with the type of the message. */
    private static final String TYPE = "ce_type";

    private final Outbox outbox;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Traces traces;
    private final PausedTopics paused = new PausedTopics(System::nanoTime);

    OutboxSender(Outbox outbox, KafkaTemplate<String, byte[]> kafka, Traces traces) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.traces = traces;
    }

    private record Sent(Outbox.Row row, CompletableFuture<?> acknowledged) {}

    /** Topics that are paused because Kafka accepted nothing on them. */
    List<String> paused() {
        return paused.now();
    }

    /**
     * Sends rows in their order, and waits for the acknowledgements.
     *
     * @return ids of the rows that Kafka acknowledged
     */
    List<Long> send(List<Outbox.Row> rows) {
        List<Sent> sent = new ArrayList<>(rows.size());
        Set<String> refusing = new HashSet<>();
        Set<List<String>> aside = new HashSet<>();
        for (Outbox.Row row : rows) {
            OutboxEntry entry = row.entry();
            if (refusing.contains(entry.topic()) || aside.contains(List.of(entry.topic(), entry.key()))) {
                continue;
            }
            try {
                sent.add(new Sent(row, send(row)));
            } catch (RuntimeException e) {
                Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
                if (ownFault(cause) || e instanceof IllegalArgumentException || e instanceof NullPointerException) {
                    putAside(row, cause);
                    aside.add(List.of(entry.topic(), entry.key()));
                } else {
                    // Each further message of this topic would block as long.
                    refusing.add(entry.topic());
                    failed(entry.topic(), cause);
                }
            }
        }
        kafka.flush();
        return acknowledged(sent);
    }

    private List<Long> acknowledged(List<Sent> sent) {
        List<Long> acknowledged = new ArrayList<>(sent.size());
        Map<Outbox.Row, Throwable> failed = new LinkedHashMap<>();
        Set<String> passed = new HashSet<>();
        for (Sent each : sent) {
            try {
                each.acknowledged().get();
                acknowledged.add(each.row().id());
                passed.add(each.row().entry().topic());
            } catch (ExecutionException e) {
                failed.put(each.row(), NestedExceptionUtils.getMostSpecificCause(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return acknowledged;
            }
        }
        passed.forEach(paused::passed);
        Set<String> refusing = new HashSet<>();
        failed.forEach((row, cause) -> {
            String topic = row.entry().topic();
            if (ownFault(cause)) {
                putAside(row, cause);
            } else if (passed.contains(topic)) {
                // For example a partition without a leader: messages of other partitions must not wait behind it.
                outbox.delay(row.id(), ROW_DELAY);
            } else if (refusing.add(topic)) {
                failed(topic, cause);
            }
        });
        return acknowledged;
    }

    private void failed(String topic, Throwable cause) {
        paused.failed(topic, cause);
        if (cause instanceof AuthenticationException) {
            // A producer that was refused before it got its id never asks for one again; the next send makes a new
            // producer.
            kafka.getProducerFactory().reset();
        }
    }

    /** Whether the message itself is the cause, so that others of its topic can be sent. */
    private static boolean ownFault(Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof SerializationException
                || cause instanceof InvalidRecordException;
    }

    private void putAside(Outbox.Row row, Throwable cause) {
        outbox.putAside(row.id(), ASIDE, cause.toString());
        if (!row.logged()) {
            log.atError()
                    .addKeyValue("outbox_id", row.id())
                    .addKeyValue("topic", row.entry().topic())
                    .addKeyValue("key", row.entry().key())
                    .addKeyValue("bytes", row.entry().payload().length)
                    .addKeyValue("cause", String.valueOf(cause.getMessage()))
                    .log(
                            "Kafka refuses a message. It is set aside in the outbox and tried again every hour, or once its"
                                    + " next_try_at is set to null; other messages are sent. If it is too large, raise"
                                    + " max.message.bytes of the topic");
        }
    }

    private CompletableFuture<?> send(Outbox.Row row) {
        OutboxEntry entry = row.entry();
        Span span = traces.sending(entry.headers().get(Traces.TRACEPARENT), entry.topic(), row.since());
        try {
            return kafka.send(record(entry)).whenComplete((sent, failure) -> end(span, sent, failure));
        } catch (RuntimeException e) {
            end(span, null, e);
            throw e;
        }
    }

    private static void end(Span span, @Nullable SendResult<String, byte[]> sent, @Nullable Throwable failure) {
        if (sent != null) {
            span.setAttribute(
                    "messaging.destination.partition.id",
                    String.valueOf(sent.getRecordMetadata().partition()));
            span.setAttribute("messaging.kafka.offset", sent.getRecordMetadata().offset());
        } else if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }
        span.end();
    }

    private static ProducerRecord<String, byte[]> record(OutboxEntry entry) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(entry.topic(), entry.key(), entry.payload());
        entry.headers().entrySet().stream()
                // Kafka's clients search from the last header on, and every consumer asks for the type.
                .sorted(Comparator.comparing(header -> header.getKey().equals(TYPE)))
                .forEach(header ->
                        record.headers().add(header.getKey(), header.getValue().getBytes(UTF_8)));
        return record;
    }
}
