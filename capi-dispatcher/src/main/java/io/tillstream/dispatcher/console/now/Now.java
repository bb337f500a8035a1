package io.tillstream.dispatcher.console.now;

import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.backlog.AtRisk;
import io.tillstream.dispatcher.backlog.Lag;
import io.tillstream.dispatcher.backlog.Position;
import io.tillstream.dispatcher.console.books.Batches;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.cluster.Member;
import io.tillstream.dispatcher.intake.IntakeGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Collects the figures of the page Now. */
@Component
public class Now {

    private static final int HAPPENED = 12;
    private static final String MISCONFIGURED = "misconfigured";
    /** While Meta refuses the token, a dispatcher tries again every 15 s, and each refusal is an attempt. */
    private static final Duration STILL = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Lag lag;
    private final AtRisk atRisk;
    private final IntakeGroup group;
    private final Pulse pulse;
    private final Clock clock;

    Now(Ledger ledger, Lag lag, AtRisk atRisk, IntakeGroup group, Pulse pulse, Clock clock) {
        this.ledger = ledger;
        this.lag = lag;
        this.atRisk = atRisk;
        this.group = group;
        this.pulse = pulse;
        this.clock = clock;
    }

    /** A sample of the last seconds. */
    public Sample sample() {
        return pulse.newest();
    }

    Verdict verdict() {
        return Verdict.of(pulse.samples());
    }

    /** The group's position in a partition, and the consumer that holds it. */
    record Row(Position position, String owner) {}

    List<Row> partitions() {
        Map<Integer, String> owners = new TreeMap<>();
        members().forEach(member -> member.partitions().forEach(each -> owners.put(each, member.client())));
        return lag.positions().stream()
                .sorted(Comparator.comparing(Position::partition))
                .map(position -> new Row(position, owners.getOrDefault(position.partition(), "no consumer")))
                .toList();
    }

    /** The partition with the most waiting orders; empty when no order waits. */
    Optional<Position> worst() {
        return lag.positions().stream()
                .filter(position -> position.waiting() > 0)
                .max(Comparator.comparingLong(Position::waiting));
    }

    List<Member> members() {
        return pulse.members();
    }

    /** The newest state of each breaker that is not closed, by instance. */
    public Map<String, Attempt> breakers() {
        Set<String> instances = members().stream().map(Member::instance).collect(Collectors.toSet());
        Map<String, Attempt> breakers = new TreeMap<>();
        ledger.attempts().stream()
                .filter(Attempt::breakerTurn)
                .filter(turn -> instances.contains(turn.instance()))
                .forEach(turn -> breakers.putIfAbsent(turn.instance(), turn));
        breakers.values().removeIf(Attempt::breakerClosed);
        return breakers;
    }

    /** The newest refusal of the token, the dataset or the version; empty when there was none in the last minute. */
    Optional<Attempt> misconfigured() {
        Instant since = clock.instant().minus(STILL);
        return ledger.attempts().stream()
                .filter(attempt ->
                        attempt.answer().equals(MISCONFIGURED) && attempt.at().isAfter(since))
                .findFirst();
    }

    /** The newest requests that Meta did not accept. */
    List<Attempt> refusals() {
        return last(Attempt::request);
    }

    /** The newest state changes of breakers, and starts of instances. */
    List<Attempt> turns() {
        return last(Attempt::breakerTurn);
    }

    private List<Attempt> last(Predicate<Attempt> which) {
        return ledger.attempts().stream().filter(which).limit(HAPPENED).toList();
    }

    ScaleHint scaleHint() {
        return ScaleHint.of(pulse.samples(), lag.positions().size(), group.concurrency());
    }

    /** The value of the orders that are held up, by currency. */
    Map<String, String> moneyAtRisk() {
        Map<String, String> money = new TreeMap<>();
        atRisk.money().forEach((currency, amount) -> money.put(currency, amount.toPlainString()));
        return money;
    }

    long ordersAtRisk() {
        return atRisk.orders();
    }

    /** The number of events in the last thousand requests. */
    Batches batches() {
        return ledger.batches();
    }
}
