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
