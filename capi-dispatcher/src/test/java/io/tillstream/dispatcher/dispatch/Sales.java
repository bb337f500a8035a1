package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.capi.EncodedEvent;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.Customer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Orders on their way to a dataset. */
final class Sales {

    private static final HashedCustomer NOBODY = HashedCustomer.of(new Customer(
            "jo@example.com", null, null, null, null, null, null, null, null, null, null, null, "UA", null, null));

    private Sales() {}

    static Incoming at(int partition, long offset) {
        Origin origin = new Origin("orders", partition, offset, null, new byte[0], new RecordHeaders());
        return new Incoming(origin, origin.toString(), null);
    }

    static Outgoing sale(int offset) {
        String id = "sale-" + offset;
        return new Outgoing(
                at(0, offset),
                EncodedEvent.of(new CapiEvent(
                        "Purchase",
                        id,
                        Instant.EPOCH,
                        "website",
                        "https://shop.example.com/",
                        null,
                        NOBODY,
                        new CapiEvent.Money(BigDecimal.TEN, "SGD"),
                        id,
                        List.of(),
                        null,
                        null)),
                id,
                false);
    }

    static List<Outgoing> sales(int from, int until) {
        return IntStream.range(from, until).mapToObj(Sales::sale).toList();
    }
}
