package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.matching.HashedCustomer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event.
 *
 * @param name      event_name: Purchase, StartTrial or Subscribe
 * @param id        event_id, the same string as the Pixel's eventID; a resend has the same
 * @param time      when the order was paid; a resend has the same
 * @param actionSource where it happened, in Meta's words
 * @param sourceUrl page of the shop on which the customer bought; null when there is none
 * @param referrerUrl page from which the customer came to it; null when unknown
 * @param value     what was paid, or is expected to be paid; null when Meta gets no value
 * @param contents  empty when Meta gets none
 * @param customerSegmentation in Meta's words, such as new_customer_to_business; null when the shop does not say
 * @param dataProcessing null for no limits
 */
public record CapiEvent(
        String name,
        String id,
        Instant time,
        String actionSource,
        @Nullable String sourceUrl,
        @Nullable String referrerUrl,
        HashedCustomer customer,
        @Nullable Money value,
        String orderId,
        List<Content> contents,
        @Nullable String customerSegmentation,
        @Nullable DataProcessing dataProcessing) {

    /** @param amount in major units of the currency, which is one of ISO 4217 */
    public record Money(BigDecimal amount, String currency) {}

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

    /** As JSON, byte for byte as it is in a request. */
    public byte[] json() {
        return EncodedEvent.of(this).json();
    }
}
