package io.tillstream.dispatcher.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A receipt as it lies in the topic, where partition, id and time are those of the record. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceiptValue(
        Receipt.Status status,
        @Nullable String reason,
        @Nullable String fbtraceId) {

    static ReceiptValue of(Receipt receipt) {
        return new ReceiptValue(receipt.status(), receipt.reason(), receipt.fbtraceId());
    }

    Receipt at(int partition, String id, Instant at) {
        return new Receipt(partition, id, status, reason, fbtraceId, at);
    }
}
