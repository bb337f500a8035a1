package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.matching.HashedCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One Purchase as Meta takes it.
 *
 * @param id        event_id, the same string as the Pixel's eventID; a resend bears the same
 * @param time      when it was paid; a resend bears the same
 * @param sourceUrl page of the shop on which it happened
 * @param value     in major units of the currency
 * @param currency  ISO 4217
 */
public record CapiEvent(
        String id,
        Instant time,
        String sourceUrl,
        HashedCustomer customer,
        BigDecimal value,
        String currency,
        String orderId,
        List<Content> contents) {

    /** One line of what was bought. */
    public record Content(String id, int quantity, BigDecimal itemPrice) {}
}
