package io.tillstream.shop.order;

import io.tillstream.shop.catalog.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an order that was not placed on the storefront: another sale on the same Stripe account.
 *
 * @param reference      the order's id in messages: the seller's own, else Stripe's id of the session, invoice or payment intent
 * @param livemode       whether real money moves
 * @param event          Meta's event
 * @param expected       what one period costs after the free trial that begins, in the order's currency; null when it is not told
 * @param site           name of the site that sold it; null when sites are not told apart
 * @param sourceUrl      page of the purchase, without a query; of the site where the page is not known
 * @param actionSource   Meta's word for where the customer bought, such as website or system_generated
 * @param invoiceId      Stripe's, in_...; null for a payment without an invoice
 * @param subscriptionId Stripe's, sub_...; null for a one-off payment
 * @param visitorReference client_reference_id, under which the visitor may refuse later; null when there is none, and after the
 *     refusal
 */
public record Sale(
        String reference,
        boolean livemode,
        Event event,
        @Nullable Money expected,
        @Nullable String site,
        String sourceUrl,
        String actionSource,
        @Nullable String invoiceId,
        @Nullable String subscriptionId,
        @Nullable String visitorReference) {

    /** The event at Meta (developers.facebook.com, Standard Events). */
    public enum Event {
        PURCHASE("Purchase"),
        START_TRIAL("StartTrial"),
        SUBSCRIBE("Subscribe");

        private final String metasName;

        Event(String metasName) {
            this.metasName = metasName;
        }

        String metasName() {
            return metasName;
        }
    }

    Sale withReference(String other) {
        return new Sale(
                other,
                livemode,
                event,
                expected,
                site,
                sourceUrl,
                actionSource,
                invoiceId,
                subscriptionId,
                visitorReference);
    }
}
