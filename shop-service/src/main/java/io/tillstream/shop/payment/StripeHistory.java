package io.tillstream.shop.payment;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.param.DisputeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionListParams;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Dispute;
import io.tillstream.shop.order.Refund;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What Stripe's books hold, page by page. */
@Component
class StripeHistory {

    private static final long PAGE = 100;

    private final StripeClient stripe;

    StripeHistory(StripeClient stripe) {
        this.stripe = stripe;
    }

    /** Takes each of a listing's objects, the newest first. */
    interface Each<T> {
        void take(T each) throws StripeException;
    }

    /** Asks for one page of a listing. */
    private interface Page<T extends HasId> {
        StripeCollection<T> after(@Nullable String id) throws StripeException;
    }

    /** Events of these types; Stripe keeps them for 30 days. */
    void events(Instant since, List<String> types, Each<Event> each) throws StripeException {
        all(
                after -> stripe.v1()
                        .events()
                        .list(EventListParams.builder()
                                .addAllType(types)
                                .setCreated(EventListParams.Created.builder()
                                        .setGte(since.getEpochSecond())
                                        .build())
                                .setLimit(PAGE)
                                .setStartingAfter(after)
                                .build()),
                each);
    }

    /** Sessions that are through, by the time at which they were opened. */
    void completeSessions(Instant openedSince, Each<Session> each) throws StripeException {
        all(
                after -> stripe.v1()
                        .checkout()
                        .sessions()
                        .list(SessionListParams.builder()
                                .setStatus(SessionListParams.Status.COMPLETE)
                                .setCreated(SessionListParams.Created.builder()
                                        .setGte(openedSince.getEpochSecond())
                                        .build())
                                .setLimit(PAGE)
                                .setStartingAfter(after)
                                .build()),
                each);
    }

    List<Refund> refunds(String paymentIntentId) throws StripeException {
        List<Refund> refunds = new ArrayList<>();
        all(
                after -> stripe.v1()
                        .refunds()
                        .list(RefundListParams.builder()
                                .setPaymentIntent(paymentIntentId)
                                .setLimit(PAGE)
                                .setStartingAfter(after)
                                .build()),
                refund -> refunds.add(new Refund(
                        refund.getId(),
                        Money.ofStripe(refund.getAmount(), refund.getCurrency()),
                        refund.getStatus(),
                        Instant.ofEpochSecond(refund.getCreated()))));
        return refunds;
    }

    List<Dispute> disputes(String paymentIntentId) throws StripeException {
        List<Dispute> disputes = new ArrayList<>();
        all(
                after -> stripe.v1()
                        .disputes()
                        .list(DisputeListParams.builder()
                                .setPaymentIntent(paymentIntentId)
                                .setLimit(PAGE)
                                .setStartingAfter(after)
                                .build()),
                dispute -> disputes.add(new Dispute(
                        dispute.getId(),
                        Money.ofStripe(dispute.getAmount(), dispute.getCurrency()),
                        dispute.getStatus(),
                        Instant.ofEpochSecond(dispute.getCreated()))));
        return disputes;
    }

    private static <T extends HasId> void all(Page<T> pages, Each<T> each) throws StripeException {
        String after = null;
        StripeCollection<T> page;
        do {
            page = pages.after(after);
            for (T one : page.getData()) {
                each.take(one);
                after = one.getId();
            }
        } while (Boolean.TRUE.equals(page.getHasMore()) && after != null);
    }
}
