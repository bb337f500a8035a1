package io.tillstream.dispatcher.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of a receipt in the topic. Partition, id and time are those of the record. The status comes first, as restoring
 * parses nothing behind it.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({ReceiptValue.STATUS, "reason"})
record ReceiptValue(
        Receipt.Status status,
        @Nullable String reason,
        @Nullable String fbtraceId,
        @Nullable String orderId,
        long offset,
        @Nullable Instant paidAt,
        @Nullable String currency,
        @Nullable BigDecimal total,
        @Nullable List<String> matchKeys,
        // True for orders in Stripe's test mode; else null.
        @Nullable Boolean test) {

    static final String STATUS = "status";

    static ReceiptValue of(Receipt receipt) {
        Sale sale = receipt.sale();
        return sale == null
                ? new ReceiptValue(
                        receipt.status(), receipt.reason(), receipt.fbtraceId(), null, 0, null, null, null, null, null)
                : new ReceiptValue(
                        receipt.status(),
                        receipt.reason(),
                        receipt.fbtraceId(),
                        sale.orderId(),
                        sale.offset(),
                        sale.paidAt(),
                        sale.currency(),
                        sale.total(),
                        receipt.matchKeys(),
                        sale.livemode() ? null : Boolean.TRUE);
    }

    Receipt at(int partition, String id, Instant at) {
        return new Receipt(
                partition, id, status, reason, fbtraceId, sale(), matchKeys == null ? List.of() : matchKeys, at);
    }

    private @Nullable Sale sale() {
        return orderId == null || paidAt == null || currency == null || total == null
                ? null
                : new Sale(orderId, offset, paidAt, currency, total, !Boolean.TRUE.equals(test));
    }
}
