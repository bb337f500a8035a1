package io.tillstream.shop.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.tillstream.shop.trace.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries the outbox to Kafka: oldest first, deleted only after Kafka has acknowledged to all in-sync replicas. Any number of shops may run one: a
 * row is locked while it is being sent, and other relays pass over it.
 *
 * <p>A crash between acknowledgement and delete sends a row again; the dispatcher drops what it has a receipt for.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** A little more than the producer's delivery.timeout.ms, which bounds one drain. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(12);

    private final Outbox outbox;
    private final OutboxNudge nudge;
    private final KafkaTemplate<String, byte[]> kafka;
    private final TransactionTemplate transaction;
    private final OutboxSettings settings;
    private final Traces traces;
    private volatile boolean running;
    private boolean failing;
    private @Nullable Thread thread;

    OutboxRelay(
            Outbox outbox,
            OutboxNudge nudge,
            KafkaTemplate<String, byte[]> kafka,
            TransactionTemplate transaction,
            OutboxSettings settings,
            Traces traces) {
        this.outbox = outbox;
        this.nudge = nudge;
        this.kafka = kafka;
        this.transaction = transaction;
        this.settings = settings;
        this.traces = traces;
    }

    /**
     * Sends what is waiting, at most one batch.
     *
     * @return how many rows Kafka acknowledged; what it did not stays for the next time
     */
    int drain() {
        return transaction.execute(status -> {
            List<Outbox.Row> rows = outbox.lockOldest(settings.batchSize());
            List<Long> acknowledged = send(rows);
            if (!acknowledged.isEmpty()) {
                outbox.delete(acknowledged);
            }
            return acknowledged.size();
        });
    }

    private List<Long> send(List<Outbox.Row> rows) {
        List<CompletableFuture<Long>> sent = new ArrayList<>(rows.size());
        for (Outbox.Row row : rows) {
            try {
                sent.add(send(row));
            } catch (KafkaException | org.springframework.kafka.KafkaException e) {
                // Nothing can be sent now; the rest would only wait as long each.
                unavailable(e);
                break;
            }
        }
        kafka.flush();
        List<Long> acknowledged = new ArrayList<>(sent.size());
        for (CompletableFuture<Long> each : sent) {
            try {
                acknowledged.add(each.get());
            } catch (ExecutionException e) {
                unavailable(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return acknowledged;
            }
        }
        return acknowledged;
    }

    private CompletableFuture<Long> send(Outbox.Row row) {
        OutboxEntry entry = row.entry();
        Span span = traces.sending(entry.headers().get(Traces.TRACEPARENT), entry.topic(), row.since());
        try {
            return kafka.send(record(entry))
                    .whenComplete((sent, failure) -> end(span, sent, failure))
                    .thenApply(ignored -> row.id());
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
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
        entry.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private void unavailable(Exception cause) {
        if (!failing) {
            log.atWarn()
                    .addKeyValue("cause", cause.getMessage())
                    .log(
                            "Kafka takes no messages. Nothing is lost: paid orders wait in the outbox and are sent when it is back");
        }
        failing = true;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }

    private void run() {
        while (running) {
            try {
                int sent = drain();
                if (sent > 0) {
                    log.atInfo()
                            .addKeyValue("messages", sent)
                            .log(failing ? "Kafka is back, outbox sent" : "outbox sent");
                    failing = false;
                }
                if (sent < settings.batchSize()) {
                    nudge.await(settings.pollInterval());
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                log.atWarn().addKeyValue("cause", e.getMessage()).log("The database does not answer; trying again");
                pause();
            }
        }
    }

    private void pause() {
        try {
            nudge.await(settings.pollInterval());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        nudge.give();
        Thread relay = thread;
        if (relay != null) {
            try {
                relay.join(DELIVERY_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
