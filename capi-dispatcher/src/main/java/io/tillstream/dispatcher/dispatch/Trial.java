package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sends a test event of an invented purchase, to see whether Meta accepts what this dispatcher sends. */
@Component
public class Trial {

    private final Capi capi;
    private final Clock clock;

    Trial(Capi capi, Clock clock) {
        this.capi = capi;
        this.clock = clock;
    }

    /** Whether this can be a code of a test view. */
    public static boolean isCode(String text) {
        return text.matches("[A-Za-z0-9_]{3,40}");
    }

    /** Meta's answer in a sentence, and where to look. */
    public static String words(CapiAnswer answer) {
        return switch (answer) {
            case CapiAnswer.Accepted accepted ->
                "Meta took it. Look under Test events in Events Manager. Meta's id of the request: "
                        + accepted.fbtraceId();
            case CapiAnswer.Throttled throttled -> "Meta throttles: " + throttled.message();
            case CapiAnswer.Refused refused -> "Meta refused it: " + refused.message();
            case CapiAnswer.Misconfigured wrong ->
                "Meta refuses the token, the dataset or the version: " + wrong.message();
            case CapiAnswer.Unreachable unreachable -> unreachable.reason();
            case CapiAnswer.Short some ->
                "Meta answered that it received " + some.received() + " of " + some.sent() + " events";
            case CapiAnswer.NotSent notSent ->
                "Nothing was sent: the circuit breaker is open, or Meta has asked to wait";
        };
    }

    /** @param code as Events Manager shows it under Test events */
    public CapiAnswer send(String code) {
        // Names and addresses reserved for examples (RFC 2606, RFC 5737).
        Customer nobody = new Customer(
                "trial@example.com",
                null,
                "Trial Order",
                null,
                null,
                null,
                null,
                null,
                "US",
                null,
                null,
                "192.0.2.1",
                "Mozilla/5.0 (tillstream trial)",
                null,
                null);
        CapiEvent event = new CapiEvent(
                "Purchase",
                UUID.randomUUID().toString(),
                clock.instant(),
                "website",
                "https://example.com/thanks",
                null,
                HashedCustomer.of(nobody),
                new CapiEvent.Money(new BigDecimal("1.00"), "USD"),
                "trial",
                List.of(new CapiEvent.Content("trial", 1, new BigDecimal("1.00"))),
                null,
                null);
        return capi.trial(event, code);
    }
}
