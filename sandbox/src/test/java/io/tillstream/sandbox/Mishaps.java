package io.tillstream.sandbox;

import io.tillstream.sandbox.FaultStack.Line;
import io.tillstream.sandbox.meta.Fault;
import io.tillstream.sandbox.stack.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All faults of a stack. Their order is fixed, so that a seed always chooses the same ones. */
record Mishaps(FaultStack faults) {

    /** Faults in which Meta accepts events but the sender cannot know it. */
    private static final Set<Fault> IN_DOUBT = EnumSet.of(Fault.SHORT, Fault.ONE_SHORT, Fault.CUT, Fault.RESET);

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration MIDDLE = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(8);

    /** A batch that waits for Kafka may be retried only after this time. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    /** Longer than the session timeout of 6 s. */
    private static final Duration BEYOND_SESSION = Duration.ofMillis(7500);

    /** The faults by kind. A seed first chooses a kind; Meta is listed twice, as it has the most faults. */
    List<List<Mishap>> kinds() {
        return List.of(
                killed(), frozen(), broker(), receipts(), letters(), meta(), meta(), metaLines(), kafkaLines(), shop());
    }

    private List<Mishap> killed() {
        return List.of(dispatcherKilled(1), dispatcherKilled(2));
    }

    private Mishap dispatcherKilled(int number) {
        return new Mishap(
                "dispatcher " + number + " killed",
                "dispatcher " + number,
                true,
                SHORT,
                MIDDLE,
                () -> faults.dispatcher(number).kill(),
                () -> faults.dispatcher(number).start());
    }

    private List<Mishap> frozen() {
        return List.of(dispatcherFrozen(1), dispatcherFrozen(2));
    }

    private Mishap dispatcherFrozen(int number) {
        return new Mishap(
                "dispatcher " + number + " frozen",
                "dispatcher " + number,
                true,
                BEYOND_SESSION,
                Duration.ofSeconds(9),
                () -> faults.dispatcher(number).pause(),
                () -> faults.dispatcher(number).resume());
    }

    private List<Mishap> broker() {
        ServiceProcess broker = faults.stack().broker();
        return List.of(
                new Mishap("broker killed", "broker", false, SHORT, MIDDLE, broker::kill, broker::start),
                new Mishap(
                        "broker restarted",
                        "broker",
                        false,
                        SHORT,
                        SHORT,
                        () -> {
                            broker.stop();
                            broker.start();
                        },
                        Mishap.NOTHING));
    }

    private List<Mishap> receipts() {
        return List.of(topic("receipts", TopicThatRefuses.RECEIPTS));
    }

    private List<Mishap> letters() {
        return List.of(topic("dead letters", TopicThatRefuses.DEAD_LETTERS));
    }

    private Mishap topic(String name, String topic) {
        TopicThatRefuses refused = new TopicThatRefuses(faults.stack(), topic);
        return new Mishap(
                name + " refused",
                name,
                false,
                SHORT,
                LONG,
                () -> faults.change(refused::refuses),
                () -> faults.change(refused::heal));
    }

    private List<Mishap> meta() {
        MetaSwitches meta = new MetaSwitches(faults.stack());
        return EnumSet.complementOf(EnumSet.of(Fault.NONE)).stream()
                .map(fault -> new Mishap(
                        "Meta " + fault.name().toLowerCase(Locale.ROOT),
                        "Meta",
                        IN_DOUBT.contains(fault),
                        SHORT,
                        LONGEST,
                        () -> meta.has(fault.name(), Duration.ofMinutes(5)),
                        () -> meta.has("NONE", Duration.ZERO)))
                .toList();
    }

    private List<Mishap> metaLines() {
        List<Mishap> all = new ArrayList<>();
        for (Line line : List.of(Line.DISPATCHER_1_TO_META, Line.DISPATCHER_2_TO_META)) {
            all.addAll(line(line, true));
        }
        return all;
    }

    private List<Mishap> kafkaLines() {
        List<Mishap> all = new ArrayList<>();
        for (Line line : List.of(Line.DISPATCHER_1_TO_KAFKA, Line.DISPATCHER_2_TO_KAFKA)) {
            // It may outlast the session; then another dispatcher gets the partitions.
            all.addAll(line(line, true));
        }
        return all;
    }

    private List<Mishap> shop() {
        ServiceProcess shop = faults.stack().shop();
        List<Mishap> all = new ArrayList<>();
        all.add(new Mishap("shop killed", "shop", false, SHORT, MIDDLE, shop::kill, shop::start));
        all.addAll(line(Line.SHOP_TO_KAFKA, false));
        all.addAll(line(Line.SHOP_TO_DATABASE, false));
        return all;
    }

    private List<Mishap> line(Line line, boolean repeats) {
        TcpProxy proxy = faults.line(line);
        String name = line.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return List.of(
                new Mishap(
                        name + " slow",
                        name,
                        repeats,
                        MIDDLE,
                        LONG,
                        () -> {
                            proxy.latency(TcpProxy.Way.THERE, Duration.ofMillis(300));
                            proxy.latency(TcpProxy.Way.BACK, Duration.ofMillis(300));
                            proxy.bandwidth(50_000);
                        },
                        proxy::heal),
                new Mishap(name + " silent", name, repeats, MIDDLE, LONG, proxy::blackhole, proxy::heal),
                new Mishap(name + " cut", name, repeats, SHORT, SHORT, proxy::cut, proxy::cut),
                new Mishap(
                        name + " half closed",
                        name,
                        repeats,
                        SHORT,
                        SHORT,
                        () -> proxy.halfClose(TcpProxy.Way.BACK),
                        () -> proxy.halfClose(TcpProxy.Way.THERE)),
                new Mishap(
                        name + " refused",
                        name,
                        repeats,
                        SHORT,
                        LONG,
                        () -> {
                            proxy.refuse();
                            proxy.cut();
                        },
                        proxy::heal));
    }
}
