package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.attempt.Attempts;
import io.tillstream.dispatcher.attempt.Offsets;
import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.DeadLetter;
import io.tillstream.dispatcher.deadletter.DeadLetters;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.matching.MatchKey;
import io.tillstream.dispatcher.receipt.Receipt;
import io.tillstream.dispatcher.receipt.Receipts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Requests to Meta and what their answers mean for the events in them. */
@Component
class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Capi capi;
    private final Receipts receipts;
    private final DeadLetters deadLetters;
    private final Attempts attempts;
    private final DispatchMetrics metrics;
    private final DispatchTraces traces;
    private final Clock clock;

    Delivery(
            Capi capi,
            Receipts receipts,
            DeadLetters deadLetters,
            Attempts attempts,
            DispatchMetrics metrics,
            DispatchTraces traces,
            Clock clock) {
        this.capi = capi;
        this.receipts = receipts;
        this.deadLetters = deadLetters;
        this.attempts = attempts;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    /** Sends events to a dataset, in as many requests as it takes; stops at the first that has to wait. */
    Outcome deliver(String dataset, List<Outgoing> events) {
        for (int from = 0; from < events.size(); from += Capi.MOST_EVENTS) {
            Outcome outcome = request(dataset, events.subList(from, Math.min(from + Capi.MOST_EVENTS, events.size())));
            if (outcome instanceof Outcome.Deferred) {
                return outcome;
            }
        }
        return new Outcome.Settled();
    }

    private Outcome request(String dataset, List<Outgoing> events) {
        CapiAnswer answer = traces.request(
                dataset,
                events,
                () -> capi.send(
                        dataset, events.stream().map(Outgoing::event).toList(), each -> note(each, dataset, events)));
        return switch (answer) {
            case CapiAnswer.Accepted accepted -> accepted(events, accepted.fbtraceId());
            case CapiAnswer.Refused refused ->
                events.size() == 1 ? buried(events.getFirst(), refused) : halves(dataset, events);
            case CapiAnswer.NotSent notSent -> new Outcome.Deferred(capi.remaining());
            case CapiAnswer.Throttled throttled ->
                waiting("Meta throttles (code " + throttled.code() + ")", throttled.message());
            case CapiAnswer.Unreachable unreachable -> waiting("Meta is not reached", unreachable.reason());
            case CapiAnswer.Short some ->
                waiting("Meta answers that it received " + some.received() + " of " + some.sent() + " events", "");
            case CapiAnswer.Misconfigured wrong -> misconfigured(dataset, wrong);
        };
    }

    /** For those who ask later what became of an order. An acceptance is told by the receipt. */
    private void note(CapiAnswer answer, String dataset, List<Outgoing> events) {
        switch (answer) {
            case CapiAnswer.Accepted accepted -> {}
            case CapiAnswer.NotSent notSent -> {}
            case CapiAnswer.Throttled throttled ->
                failed("throttled", dataset, throttled.message(), throttled.code(), 0, throttled.fbtraceId(), events);
            case CapiAnswer.Refused refused ->
                failed(
                        "refused",
                        dataset,
                        refused.message(),
                        refused.code(),
                        refused.subcode(),
                        refused.fbtraceId(),
                        events);
            case CapiAnswer.Misconfigured wrong ->
                failed(
                        "misconfigured",
                        dataset,
                        wrong.message(),
                        wrong.code(),
                        wrong.subcode(),
                        wrong.fbtraceId(),
                        events);
            case CapiAnswer.Unreachable unreachable ->
                failed("unreachable", dataset, unreachable.reason(), 0, 0, unreachable.fbtraceId(), events);
            case CapiAnswer.Short some ->
                failed(
                        "short",
                        dataset,
                        "Received " + some.received() + " of " + some.sent() + " events",
                        0,
                        0,
                        some.fbtraceId(),
                        events);
        }
    }

    private void failed(
            String answer,
            String dataset,
            String detail,
            int code,
            int subcode,
            String fbtraceId,
            List<Outgoing> events) {
        Map<Integer, Offsets> orders = events.stream()
                .map(each -> each.incoming().origin())
                .collect(Collectors.groupingBy(
                        Origin::partition,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                origins -> Offsets.of(origins.stream()
                                        .mapToLong(Origin::offset)
                                        .toArray()))));
        attempts.failed(answer, dataset, detail, code, subcode, fbtraceId, events.size(), orders);
    }

    private Outcome accepted(List<Outgoing> events, String fbtraceId) {
        Instant now = clock.instant();
        receipts.record(events.stream()
                .map(each -> Receipt.accepted(
                        each.incoming().origin().partition(),
                        each.receiptId(),
                        fbtraceId,
                        each.incoming().sale(),
                        each.event().customer().matchKeys().stream()
                                .map(MatchKey::text)
                                .toList(),
                        now))
                .toList());
        metrics.accepted(events.size());
        events.forEach(each -> metrics.accepted(each.event(), now));
        return new Outcome.Settled();
    }

    /** Meta took none of them for the sake of at least one: each half goes again, until that one is alone. */
    private Outcome halves(String dataset, List<Outgoing> events) {
        int half = events.size() / 2;
        Outcome first = request(dataset, events.subList(0, half));
        return first instanceof Outcome.Deferred ? first : request(dataset, events.subList(half, events.size()));
    }

    private Outcome buried(Outgoing culprit, CapiAnswer.Refused refused) {
        List<DeadLetter> untaken = deadLetters.bury(List.of(new DeadLetter(
                culprit.incoming().origin(),
                culprit.receiptId(),
                Reason.REFUSED,
                refused.message(),
                refused.code(),
                refused.subcode(),
                refused.fbtraceId())));
        if (!untaken.isEmpty()) {
            throw new org.springframework.kafka.KafkaException("Kafka did not take a dead letter");
        }
        receipts.record(List.of(Receipt.deadLettered(
                culprit.incoming().origin().partition(),
                culprit.receiptId(),
                Reason.REFUSED.text(),
                refused.fbtraceId(),
                culprit.incoming().sale(),
                clock.instant())));
        metrics.deadLettered(Reason.REFUSED.text());
        return new Outcome.Settled();
    }

    private Outcome waiting(String what, String detail) {
        Duration wait = capi.remaining();
        log.atWarn()
                .addKeyValue("detail", detail)
                .addKeyValue("wait", wait.toMillis() + "ms")
                .log("{}. Nothing is lost: the orders wait in Kafka and are sent again", what);
        return new Outcome.Deferred(wait);
    }

    private Outcome misconfigured(String dataset, CapiAnswer.Misconfigured wrong) {
        log.atError()
                .addKeyValue("dataset", dataset)
                .addKeyValue("code", wrong.code() + "/" + wrong.subcode())
                .addKeyValue("fbtrace_id", wrong.fbtraceId())
                .addKeyValue("detail", wrong.message())
                .log(
                        "Meta refuses the token, the dataset or the API version. Nothing is lost: consumption is paused and"
                                + " tried again by itself. Put a valid token into META_ACCESS_TOKEN_FILE, or mend META_PIXEL_ID"
                                + " or META_API_VERSION and restart");
        return new Outcome.Deferred(capi.remaining());
    }
}
