package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes the receipts of orders that are settled. */
@Component
class Settlement {

    /** What orders wait for while Kafka takes no receipts. */
    static final String RECEIPTS = "receipts";

    static final String NOT_WRITABLE = "Kafka does not take receipts on capi.receipts.v1. Nothing is lost: orders whose"
            + " receipts cannot be written are not sent. Look at the brokers, and at the topic's rights, replicas and"
            + " max.message.bytes";

    private static final Duration UNTIL_KAFKA_WRITES = Duration.ofSeconds(2);

    private final Receipts receipts;
    private final Troubles troubles;
    private final DispatchMetrics metrics;
    private final DispatchTraces traces;
    private final CommonAddress addresses;
    private final Clock clock;

    Settlement(
            Receipts receipts,
            Troubles troubles,
            DispatchMetrics metrics,
            DispatchTraces traces,
            CommonAddress addresses,
            Clock clock) {
        this.receipts = receipts;
        this.troubles = troubles;
        this.metrics = metrics;
        this.traces = traces;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Writes receipts. The orders of a partition whose receipts Kafka has not taken wait until it does. */
    void record(List<Receipt> written, List<Incoming> orders, Waits waits) {
        receipts.record(written);
        Set<Integer> owing =
                written.stream().map(Receipt::partition).filter(receipts::owes).collect(Collectors.toSet());
        for (Incoming order : orders) {
            if (owing.contains(order.origin().partition())) {
                notWritable(order, waits);
            }
        }
        if (!written.isEmpty() && !receipts.owes()) {
            troubles.over(RECEIPTS);
        }
    }

    void notWritable(Incoming order, Waits waits) {
        troubles.stand(RECEIPTS, NOT_WRITABLE, "", order);
        waits.add(order, RECEIPTS, UNTIL_KAFKA_WRITES);
    }

    void suppress(List<Plan.Suppressed> suppressed, Waits waits) {
        Instant now = clock.instant();
        record(
                suppressed.stream()
                        .map(each -> Receipt.suppressed(
                                each.incoming().origin().partition(),
                                each.incoming().id(),
                                each.reason().text(),
                                each.incoming().sale(),
                                now))
                        .toList(),
                suppressed.stream().map(Plan.Suppressed::incoming).toList(),
                waits);
        suppressed.forEach(each -> {
            metrics.suppressed(each.reason().text());
            traces.unsent(each.incoming(), "suppressed", each.reason().text());
        });
    }

    void accept(List<Outgoing> events, String fbtraceId, Waits waits) {
        Instant now = clock.instant();
        metrics.matched(events, now);
        List<Receipt> accepted = new ArrayList<>(events.size());
        for (Outgoing each : events) {
            addresses.saw(each.event().ip());
            accepted.add(Receipt.accepted(
                    each.incoming().origin().partition(),
                    each.receiptId(),
                    fbtraceId,
                    each.incoming().sale(),
                    each.event().matchKeys().texts(),
                    now));
        }
        record(accepted, events.stream().map(Outgoing::incoming).toList(), waits);
        metrics.accepted(events.size());
    }
}
