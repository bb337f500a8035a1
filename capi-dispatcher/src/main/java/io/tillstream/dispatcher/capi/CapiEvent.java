package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.matching.HashedCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Purchase event.
 *
 * @param id        event_id, the same string as the Pixel's eventID; a resend has the same
 * @param time      when the order was paid; a resend has the same
 * @param sourceUrl page of the shop on which the customer bought
 * @param referrerUrl page from which the customer came to it; null when unknown
 * @param value     in major units of the currency
 * @param currency  ISO 4217
 * @param customerSegmentation in Meta's words, such as new_customer_to_business; null when the shop does not say
 * @param dataProcessing null for no limits
 */
public record CapiEvent(
        String id,
        Instant time,
        String sourceUrl,
        @Nullable String referrerUrl,
        HashedCustomer customer,
        BigDecimal value,
        String currency,
        String orderId,
        List<Content> contents,
        @Nullable String customerSegmentation,
        @Nullable DataProcessing dataProcessing) {

    /** One line of the order. */
    public record Content(String id, int quantity, BigDecimal itemPrice) {}

    /**
     * Limits to how Meta may use the event.
     *
     * @param options LDU, or empty
     * @param country Meta's number of the country; 0 lets Meta locate the customer
     * @param state   as country
     */
    public record DataProcessing(List<String> options, int country, int state) {}
}
