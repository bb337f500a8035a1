package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.matching.HashedCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Purchase as Meta takes it.
 *
 * @param id        event_id, the same string as the Pixel's eventID; a resend bears the same
 * @param time      when it was paid; a resend bears the same
 * @param sourceUrl page of the shop on which it happened
 * @param referrerUrl page from which the customer came to it; null when it is not known
 * @param value     in major units of the currency
 * @param currency  ISO 4217
 * @param customerSegmentation in Meta's words, such as new_customer_to_business; null when the shop does not say
 * @param dataProcessing null when nothing is limited
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

    /** One line of what was bought. */
    public record Content(String id, int quantity, BigDecimal itemPrice) {}

    /**
     * Limits to what Meta may do with it.
     *
     * @param options LDU, or none
     * @param country Meta's number of it, 0 for where Meta finds the customer to be
     * @param state   as country
     */
    public record DataProcessing(List<String> options, int country, int state) {}
}
