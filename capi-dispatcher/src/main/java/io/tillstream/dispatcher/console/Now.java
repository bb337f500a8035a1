package io.tillstream.dispatcher.console;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.attempt.Instance;
import io.tillstream.dispatcher.cluster.Cluster;
import io.tillstream.dispatcher.cluster.Member;
import io.tillstream.dispatcher.intake.AtRisk;
import io.tillstream.dispatcher.intake.IntakeGroup;
import io.tillstream.dispatcher.intake.Lag;
import io.tillstream.dispatcher.intake.Position;
import io.tillstream.dispatcher.ledger.Account;
import io.tillstream.dispatcher.ledger.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what the page Now shows. */
@Component
class Now {

    private static final int HAPPENED = 12;

    private final Ledger ledger;
    private final Lag lag;
    private final AtRisk atRisk;
    private final Cluster cluster;
    private final IntakeGroup group;
    private final Pulse pulse;
    private final Instance instance;
    private final MeterRegistry registry;

    Now(
            Ledger ledger,
            Lag lag,
            AtRisk atRisk,
            Cluster cluster,
            IntakeGroup group,
            Pulse pulse,
            Instance instance,
            MeterRegistry registry) {
        this.ledger = ledger;
        this.lag = lag;
        this.atRisk = atRisk;
        this.cluster = cluster;
        this.group = group;
        this.pulse = pulse;
        this.instance = instance;
        this.registry = registry;
    }

    /**
     * The books of all days and currencies together, by number of orders.
     *
     * @param inOutbox paid, and not yet published
     * @param waiting  published, and not yet dealt with
     * @param strange  receipts of messages that nobody could read, and that no shop may have written
     */
    record Funnel(
            long paid,
            long published,
            long accepted,
            long suppressed,
            long dead,
            long inOutbox,
            long waiting,
            long strange,
            long held) {

        /** Paid orders that are in no other figure; below 0 when there are receipts of orders that no shop knows. */
        public long missing() {
            return paid - accepted - suppressed - dead - inOutbox - waiting;
        }

        /** Both sides are read a moment apart, and so a little may be between them while orders come. */
        boolean balanced(double perSecond) {
            return Math.abs(missing()) <= Math.ceil(perSecond * 8);
        }
    }

    Funnel funnel() {
        long paid = 0;
        long published = 0;
        long held = 0;
        long accepted = 0;
        long suppressed = 0;
        long dead = 0;
        long strange = 0;
        for (Account account : ledger.accounts()) {
            if (account.shop().currency().isEmpty()) {
                strange += account.settled();
                continue;
            }
            paid += account.shop().paidOrders();
            published += account.shop().publishedOrders();
            held += account.shop().heldOrders();
            accepted += account.accepted().orders();
            suppressed += account.suppressedInAll().orders();
            dead += account.deadInAll().orders();
        }
        // An order of a batch that is held up may have its receipt while the batch has not been passed.
        long waiting = lag.positions().stream()
                .mapToLong(each -> each.waiting() - ledger.settled(each.partition(), each.next(), each.end()))
                .sum();
        return new Funnel(paid, published, accepted, suppressed, dead, paid - published, waiting, strange, held);
    }

    /** Where the group is, with who holds each partition. */
    record Row(Position position, String owner) {}

    List<Row> partitions(List<Member> members) {
        Map<Integer, String> owners = new TreeMap<>();
        members.forEach(member -> member.partitions().forEach(each -> owners.put(each, member.client())));
        return lag.positions().stream()
                .sorted(Comparator.comparing(Position::partition))
                .map(position -> new Row(position, owners.getOrDefault(position.partition(), "nobody")))
                .toList();
    }

    List<Member> members() {
        return cluster.members(group.id());
    }

    /** The last turn of each instance's breaker that is known; an instance whose breaker never turned is not there. */
    Map<String, Attempt> breakers(List<Member> members) {
        Map<String, Attempt> breakers = new TreeMap<>();
        ledger.attempts().stream()
                .filter(Attempt::breaker)
                .filter(turn ->
                        members.stream().anyMatch(member -> member.client().startsWith(turn.instance())))
                .forEach(turn -> breakers.putIfAbsent(turn.instance(), turn));
        breakers.values().removeIf(turn -> turn.answer().equals("closed"));
        return breakers;
    }

    /** The last requests that Meta did not accept, and turns of breakers. */
    List<Attempt> happened() {
        return ledger.attempts().stream().limit(HAPPENED).toList();
    }

    /**
     * How many instances suffice.
     *
     * @param in          orders a second, over the last minute
     * @param perInstance orders a second that an instance settled at most while orders waited; 0 when none had to work
     *     to its limit
     * @param suffice     0 when it cannot be told
     */
    record ScaleHint(double in, double perInstance, int suffice, int most) {}

    ScaleHint scaleHint(List<Member> members) {
        int instances = (int) members.stream()
                .map(member -> member.client().replaceFirst("-\\d+$", ""))
                .distinct()
                .count();
        List<Sample> samples = pulse.samples();
        List<Sample> minute = samples.subList(Math.max(0, samples.size() - 30), samples.size());
        double in = minute.stream().mapToDouble(Sample::paidPerSecond).average().orElse(0);
        double best = samples.stream()
                .filter(sample -> sample.waiting() > 100)
                .mapToDouble(Sample::settledPerSecond)
                .max()
                .orElse(0);
        double perInstance = instances == 0 ? 0 : best / instances;
        return new ScaleHint(
                in,
                perInstance,
                perInstance == 0 ? 0 : Math.max(1, (int) Math.ceil(in / perInstance)),
                lag.positions().size());
    }

    /** What is at risk while orders are held up. */
    Map<String, String> moneyAtRisk() {
        Map<String, String> money = new TreeMap<>();
        atRisk.money().forEach((currency, amount) -> money.put(currency, amount.toPlainString()));
        return money;
    }

    long ordersAtRisk() {
        return atRisk.orders();
    }

    /** Events in a request, of this instance since it started; null before the first. */
    @Nullable
    Batches batches() {
        DistributionSummary batch = registry.find("dispatcher.capi.batch").summary();
        return batch == null || batch.count() == 0 ? null : new Batches(batch.count(), batch.mean(), batch.max());
    }

    /** @param most over the last minutes */
    record Batches(long requests, double mean, double most) {}

    String instance() {
        return instance.name();
    }

    Sample newest() {
        List<Sample> samples = new ArrayList<>(pulse.samples());
        return samples.isEmpty() ? new Sample(java.time.Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0) : samples.getLast();
    }

    int percentRead() {
        return ledger.percent();
    }

    List<Account> accounts() {
        return ledger.accounts();
    }
}
