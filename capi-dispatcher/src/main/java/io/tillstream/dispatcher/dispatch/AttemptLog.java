package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.attempt.Attempts;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.kafka.Offsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes each request that Meta did not accept to the topic of attempts, from which the console tells an order's story. */
@Component
class AttemptLog {

    private final Attempts attempts;

    AttemptLog(Attempts attempts) {
        this.attempts = attempts;
    }

    /** Writes nothing for an acceptance, which has receipts. */
    void note(CapiAnswer answer, String dataset, List<Outgoing> events) {
        switch (answer) {
            case CapiAnswer.Accepted accepted -> {}
            case CapiAnswer.NotSent notSent -> {}
            case CapiAnswer.Throttled throttled ->
                failed(answer, dataset, throttled.message(), throttled.code(), 0, throttled.fbtraceId(), events);
            case CapiAnswer.Refused refused ->
                failed(
                        answer,
                        dataset,
                        refused.message(),
                        refused.code(),
                        refused.subcode(),
                        refused.fbtraceId(),
                        events);
            case CapiAnswer.Misconfigured wrong ->
                failed(answer, dataset, wrong.message(), wrong.code(), wrong.subcode(), wrong.fbtraceId(), events);
            case CapiAnswer.Short counted ->
                failed(
                        answer,
                        dataset,
                        "Meta counts " + counted.received() + " of " + counted.sent() + " events",
                        0,
                        0,
                        counted.fbtraceId(),
                        events);
            case CapiAnswer.Unreachable unreachable ->
                failed(answer, dataset, unreachable.reason(), 0, 0, unreachable.fbtraceId(), events);
        }
    }

    private void failed(
            CapiAnswer answer,
            String dataset,
            String detail,
            int code,
            int subcode,
            String fbtraceId,
            List<Outgoing> events) {
        attempts.failed(
                answer.inDoubt() ? "in doubt" : answer.text(),
                dataset,
                detail,
                code,
                subcode,
                fbtraceId,
                events.size(),
                offsets(events));
    }

    /** The offsets of the events' orders, by partition. */
    static Map<Integer, Offsets> offsets(List<Outgoing> events) {
        return events.stream()
                .map(each -> each.incoming().origin())
                .collect(Collectors.groupingBy(
                        Origin::partition,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                origins -> Offsets.of(origins.stream()
                                        .mapToLong(Origin::offset)
                                        .toArray()))));
    }
}
