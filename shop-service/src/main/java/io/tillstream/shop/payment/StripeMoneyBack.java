package io.tillstream.shop.payment;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundListParams;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.refund.Dispute;
import io.tillstream.shop.refund.MoneyBack;
import io.tillstream.shop.refund.Refund;
import io.tillstream.shop.stripe.StripeListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Copies the refunds and disputes of a payment from Stripe to our rows. */
@Component
class StripeMoneyBack {

    private final StripeClient stripe;
    private final MoneyBack moneyBack;

    StripeMoneyBack(StripeClient stripe, MoneyBack moneyBack) {
        this.stripe = stripe;
        this.moneyBack = moneyBack;
    }

    void record(UUID orderId, String paymentIntentId) throws StripeException {
        moneyBack.record(orderId, paymentIntentId, refunds(paymentIntentId), disputes(paymentIntentId));
    }

    private List<Refund> refunds(String paymentIntentId) throws StripeException {
        List<Refund> refunds = new ArrayList<>();
        StripeListing.read(
                after -> stripe.v1()
                        .refunds()
                        .list(RefundListParams.builder()
                                .setPaymentIntent(paymentIntentId)
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build()),
                refund -> refunds.add(new Refund(
                        refund.getId(),
                        Money.ofStripe(refund.getAmount(), refund.getCurrency()),
                        refund.getStatus(),
                        Instant.ofEpochSecond(refund.getCreated()))));
        return refunds;
    }

    private List<Dispute> disputes(String paymentIntentId) throws StripeException {
        List<Dispute> disputes = new ArrayList<>();
        StripeListing.read(
                after -> stripe.v1()
                        .disputes()
                        .list(DisputeListParams.builder()
                                .setPaymentIntent(paymentIntentId)
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build()),
                dispute -> disputes.add(new Dispute(
                        dispute.getId(),
                        Money.ofStripe(dispute.getAmount(), dispute.getCurrency()),
                        dispute.getStatus(),
                        Instant.ofEpochSecond(dispute.getCreated()))));
        return disputes;
    }
}
