package io.tillstream.shop.reconcile;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.param.EventListParams;
import com.stripe.param.checkout.SessionListParams;
import io.tillstream.shop.stripe.StripeListing;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Past events and Checkout Sessions, as Stripe lists them. */
@Component
class StripeHistory {

    private final StripeClient stripe;

    StripeHistory(StripeClient stripe) {
        this.stripe = stripe;
    }

    /** Events of these types, newest first. Stripe keeps them for 30 days. */
    void events(Instant since, List<String> types, StripeListing.Each<Event> each) throws StripeException {
        StripeListing.read(
                after -> stripe.v1()
                        .events()
                        .list(EventListParams.builder()
                                .addAllType(types)
                                .setCreated(EventListParams.Created.builder()
                                        .setGte(since.getEpochSecond())
                                        .build())
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build()),
                each);
    }

    /** Complete sessions that were opened since a time, newest first. */
    void completeSessions(Instant openedSince, StripeListing.Each<Session> each) throws StripeException {
        StripeListing.read(
                after -> stripe.v1()
                        .checkout()
                        .sessions()
                        .list(SessionListParams.builder()
                                .setStatus(SessionListParams.Status.COMPLETE)
                                .setCreated(SessionListParams.Created.builder()
                                        .setGte(openedSince.getEpochSecond())
                                        .build())
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build()),
                each);
    }
}
