package io.tillstream.dispatcher.console.now;

import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.console.cluster.Member;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tables of the page Now. */
@Component
public class NowSheets {

    private final Now now;
    private final Pulse pulse;

    NowSheets(Now now, Pulse pulse) {
        this.now = now;
        this.pulse = pulse;
    }

    public Sheet partitions() {
        return new Sheet(
                "partitions",
                "Waiting orders by partition, from Kafka's offsets",
                List.of("Partition", "Waiting", "Oldest, s", "Committed offset", "End offset", "Consumer"),
                now.partitions().stream()
                        .map(row -> List.of(
                                Cell.number(row.position().partition()),
                                Cell.number(row.position().waiting()),
                                Cell.number(row.position().oldestSeconds()),
                                Cell.number(row.position().next()),
                                Cell.number(row.position().end()),
                                Cell.text(row.owner())))
                        .toList());
    }

    public Sheet instances() {
        return new Sheet(
                "instances",
                "Consumers of the group and their partitions, from Kafka",
                List.of("Consumer", "Host", "Partitions"),
                now.members().stream()
                        .sorted(Comparator.comparing(Member::client))
                        .map(member -> List.of(
                                Cell.text(member.client()),
                                Cell.text(member.host()),
                                Cell.text(member.partitions().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")))))
                        .toList());
    }

    public Sheet turns() {
        return turns(now.turns());
    }

    public static Sheet turns(List<Attempt> turns) {
        return new Sheet(
                "breakers",
                "State changes of circuit breakers, the newest first; a breaker starts closed",
                List.of("When", "Instance", "Breaker"),
                turns.stream()
                        .map(turn -> List.of(
                                Cell.time(turn.at()),
                                Cell.text(turn.instance()),
                                Cell.text(turn.answer().replace('_', ' '))))
                        .toList());
    }

    public Sheet refusals() {
        return refusals(now.refusals());
    }

    public static Sheet refusals(List<Attempt> attempts) {
        return new Sheet(
                "attempts",
                "Refused and failed requests of all instances, the newest first",
                List.of("When", "Instance", "Answer", "Code", "Events", "Meta's request id", "Detail"),
                attempts.stream()
                        .map(attempt -> List.of(
                                Cell.time(attempt.at()),
                                Cell.text(attempt.instance()),
                                Cell.text(attempt.answer()),
                                Cell.text(code(attempt)),
                                Cell.number(attempt.events()),
                                Cell.text(attempt.fbtraceId()),
                                Cell.text(attempt.detail())))
                        .toList());
    }

    private static String code(Attempt attempt) {
        return attempt.code() == 0 ? "" : attempt.code() + "/" + attempt.subcode();
    }

    /** The figures of the charts. */
    public Sheet samples() {
        List<Sample> samples = pulse.samples();
        return new Sheet(
                "samples",
                "The last quarter of an hour, every two seconds, all dispatchers; the newest first",
                List.of(
                        "When",
                        "Orders a second",
                        "Receipts a second",
                        "Waiting",
                        "Oldest, s",
                        "p50, s",
                        "p95, s",
                        "p99, s"),
                samples.reversed().stream()
                        .map(sample -> List.of(
                                Cell.time(sample.at()),
                                Cell.number(sample.paidPerSecond()),
                                Cell.number(sample.settledPerSecond()),
                                Cell.number(sample.waiting()),
                                Cell.number(sample.waitingSeconds()),
                                seconds(sample.p50()),
                                seconds(sample.p95()),
                                seconds(sample.p99())))
                        .toList());
    }

    private static Cell seconds(@Nullable Double seconds) {
        return seconds == null
                ? Cell.text("")
                : new Cell(Cell.Kind.NUMBER, String.format(Locale.ROOT, "%.3f", seconds), "");
    }
}
