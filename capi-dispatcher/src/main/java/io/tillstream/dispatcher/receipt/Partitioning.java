package io.tillstream.dispatcher.receipt;

import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.operator.Partitions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether receipts may lie in other partitions than their orders. Once the topic of orders has another number of partitions, an
 * order that comes again may come to another one, while its receipt stays where it is. So dispatchers note the number for each
 * other, and for the time after the next start.
 */
@Component
class Partitioning {

    /** The number of a topic that was made before dispatchers noted it. */
    private static final int USUAL = 12;

    private final Actions actions;
    private final ReceiptSettings settings;
    private final ReceiptLog receiptLog;
    private final Clock clock;

    Partitioning(Actions actions, ReceiptSettings settings, ReceiptLog receiptLog, Clock clock) {
        this.actions = actions;
        this.settings = settings;
        this.receiptLog = receiptLog;
        this.clock = clock;
    }

    /**
     * Whether the number has changed since the oldest receipt that counts.
     *
     * @param now the present number
     */
    boolean moved(int now) {
        Instant at = clock.instant();
        Optional<Partitions> noted = actions.partitions();
        if (noted.isPresent() && noted.get().number() == now) {
            return noted.get().since().plus(settings.window()).isAfter(at);
        }
        int before = noted.isPresent() ? noted.get().number() : numberBeforeNotes(now);
        actions.notePartitions(now, before, at);
        return before != now;
    }

    private int numberBeforeNotes(int now) {
        return now != USUAL && receiptLog.everWritten(now) ? USUAL : now;
    }
}
