package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.receipt.Receipts;
import io.tillstream.dispatcher.receipt.Sale;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a message once it is decided about: as thousands of them are in memory at once, nothing that only the decision
 * needed.
 *
 * @param id   the key of its receipt: the event id, or the place of a message that cannot be read
 * @param sale for its receipt; null for a message that cannot be read
 */
record Incoming(Origin origin, String id, @Nullable Sale sale) {

    static Incoming of(OrderMessage message) {
        return new Incoming(message.origin(), message.id(), message.sale());
    }

    /** Whether an id has no receipt, or only one of a dead letter that this message replays. */
    boolean unsettled(Receipts receipts, String receiptId) {
        int partition = origin.partition();
        return receipts.unseen(partition, receiptId)
                || (origin.replayed() && receipts.deadBefore(partition, receiptId, origin.offset()));
    }
}
