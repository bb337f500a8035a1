package io.tillstream.shop.payment;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Limits how many requests may wait for Stripe at a time. When Stripe hangs, shoppers and webhooks each fill their share;
 * further requests fail at once, and the remaining threads serve the other pages. The reconciler has its own thread.
 */
@Component
class StripeShares {

    /** Of the 400 threads of the web server (application.yml). */
    private static final int OF_SHOPPERS = 150;

    private static final int OF_WEBHOOKS = 100;

    private final Bulkhead shoppers;
    private final Bulkhead webhooks;

    StripeShares(MeterRegistry registry) {
        this.shoppers = share("shoppers", OF_SHOPPERS, registry);
        this.webhooks = share("webhooks", OF_WEBHOOKS, registry);
    }

    private static Bulkhead share(String name, int most, MeterRegistry registry) {
        Bulkhead share = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(most)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        Gauge.builder(
                        "shop.stripe.waiting",
                        share,
                        each -> most - each.getMetrics().getAvailableConcurrentCalls())
                .tag("share", name)
                .description("Requests that wait for Stripe")
                .register(registry);
        return share;
    }

    /** Asks Stripe something. */
    interface Question<T> {
        T ask() throws StripeException;
    }

    /** @throws ApiConnectionException also when too many shoppers already wait for Stripe */
    <T> T ofShoppers(Question<T> question) throws StripeException {
        return within(shoppers, question);
    }

    /** @throws ApiConnectionException also when too many webhooks already wait for Stripe */
    <T> T ofWebhooks(Question<T> question) throws StripeException {
        return within(webhooks, question);
    }

    private static <T> T within(Bulkhead share, Question<T> question) throws StripeException {
        if (!share.tryAcquirePermission()) {
            throw new ApiConnectionException("Too many " + share.getName() + " already wait for Stripe", null);
        }
        try {
            return question.ask();
        } finally {
            share.onComplete();
        }
    }
}
