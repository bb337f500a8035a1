package io.tillstream.shop.outbox;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the rows of the outbox to Kafka, oldest first. A row is deleted only after all in-sync replicas have acknowledged it.
 * Any number of shops may run a relay: a row is locked while it is sent, and other relays skip it.
 *
 * <p>After a crash between acknowledgement and delete a row is sent again; the dispatcher drops messages that have a receipt.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** A little more than the producer's delivery.timeout.ms, which bounds one drain. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(12);

    private final Outbox outbox;
    private final OutboxNudge nudge;
    private final OutboxSender sender;
    private final TransactionTemplate transaction;
    private final OutboxSettings settings;
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(
            Outbox outbox,
            OutboxNudge nudge,
            OutboxSender sender,
            TransactionTemplate transaction,
            OutboxSettings settings) {
        this.outbox = outbox;
        this.nudge = nudge;
        this.sender = sender;
        this.transaction = transaction;
        this.settings = settings;
    }

    /**
     * Sends one batch of waiting rows.
     *
     * @return number of rows that Kafka acknowledged; the others stay in the outbox
     */
    int drain() {
        return transaction.execute(status -> {
            List<Outbox.Row> rows = outbox.lockOldest(settings.batchSize(), sender.paused());
            List<Long> acknowledged = sender.send(rows);
            if (!acknowledged.isEmpty()) {
                outbox.delete(acknowledged);
            }
            return acknowledged.size();
        });
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
                    log.atInfo().addKeyValue("messages", sent).log("outbox sent");
                }
                if (sent < settings.batchSize()) {
                    nudge.await(settings.pollInterval());
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                log.atWarn().addKeyValue("cause", e.getMessage()).log("The database does not answer; trying again");
                pause();
            } catch (RuntimeException | Error e) {
                log.atError()
                        .setCause(e)
                        .log("An unexpected error stopped a batch of the outbox. Nothing is lost: it is tried again."
                                + " Report it");
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

    /** Whether the relay's thread is alive; true also when the relay is stopped. */
    boolean alive() {
        Thread relay = thread;
        return !running || (relay != null && relay.isAlive());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
