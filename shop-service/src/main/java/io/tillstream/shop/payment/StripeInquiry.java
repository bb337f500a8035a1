package io.tillstream.shop.payment;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillstream.shop.stripe.KeyTrouble;
import io.tillstream.shop.stripe.StripeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks Stripe in order to settle a payment: measures the time, and turns Stripe's errors into a result. */
@Component
class StripeInquiry {

    private static final Logger log = LoggerFactory.getLogger(StripeInquiry.class);

    private static final int NOT_FOUND = 404;

    private final StripeSettings settings;
    private final Timer moved;
    private final Timer unmoved;
    private final Timer unanswered;

    StripeInquiry(StripeSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.moved = timer("moved", registry);
        this.unmoved = timer("unmoved", registry);
        this.unanswered = timer("unanswered", registry);
    }

    private static Timer timer(String outcome, MeterRegistry registry) {
        return Timer.builder("shop.settle")
                .tag("outcome", outcome)
                .description("Settling a payment, including Stripe's answer; moved if an order changed its state")
                .register(registry);
    }

    interface Question {
        SettleResult ask() throws StripeException;
    }

    SettleResult ask(Question question) {
        Timer.Sample settling = Timer.start();
        SettleResult result = answer(question);
        settling.stop(
                switch (result) {
                    case SettleResult.Known known -> known.moved() ? moved : unmoved;
                    case SettleResult.NotOurs notOurs -> unmoved;
                    case SettleResult.Unreachable unreachable -> unanswered;
                });
        return result;
    }

    private SettleResult answer(Question question) {
        try {
            return question.ask();
        } catch (StripeException e) {
            if (e instanceof InvalidRequestException && e.getStatusCode() == NOT_FOUND) {
                return new SettleResult.NotOurs();
            }
            if (KeyTrouble.logged(log, e)) {
                return new SettleResult.Unreachable();
            }
            log.atWarn()
                    .addKeyValue("api_base", settings.apiBase())
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getCode())
                    .addKeyValue("request_id", e.getRequestId())
                    .log(
                            "Stripe could not be asked about a payment. Nothing is lost: it is asked again when Stripe repeats its webhook, when the shopper returns, and by the reconciler");
            return new SettleResult.Unreachable();
        }
    }
}
