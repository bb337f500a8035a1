package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.attempt.Attempts;
import io.tillstream.dispatcher.attempt.Failure;
import io.tillstream.dispatcher.capi.CapiAnswer;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.kafka.Offsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes each request that Meta did not accept to the topic of attempts, from which the console tells an order's story. */
@Component
class AttemptLog {

    private final Attempts attempts;

    AttemptLog(Attempts attempts) {
        this.attempts = attempts;
    }

    /** Writes nothing for an acceptance, which its receipts show, nor for a request that was not sent. */
    void note(CapiAnswer answer, String dataset, List<Outgoing> events) {
        Failure failure = failure(answer);
        if (failure != null) {
            attempts.failed(dataset, failure, events.size(), offsets(events));
        }
    }

    private static @Nullable Failure failure(CapiAnswer answer) {
        String word = answer.inDoubt() ? "in doubt" : answer.text();
        return switch (answer) {
            case CapiAnswer.Accepted accepted -> null;
            case CapiAnswer.NotSent notSent -> null;
            case CapiAnswer.Throttled throttled ->
                new Failure(word, throttled.message(), throttled.code(), 0, throttled.fbtraceId());
            case CapiAnswer.Refused refused ->
                new Failure(word, refused.message(), refused.code(), refused.subcode(), refused.fbtraceId());
            case CapiAnswer.Misconfigured wrong ->
                new Failure(word, wrong.message(), wrong.code(), wrong.subcode(), wrong.fbtraceId());
            case CapiAnswer.Short counted ->
                Failure.withoutCode(
                        word,
                        "Meta counts " + counted.received() + " of " + counted.sent() + " events",
                        counted.fbtraceId());
            case CapiAnswer.Unreachable unreachable ->
                Failure.withoutCode(word, unreachable.reason(), unreachable.fbtraceId());
        };
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
