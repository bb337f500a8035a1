package io.tillstream.dispatcher.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The faults of a schedule that happen at a moment: a kill, a freeze, a step of the clock, and what operators do. */
final class SuddenFaults {

    private final World world;
    private final Set<Fault> begun = new HashSet<>();

    SuddenFaults(World world) {
        this.world = world;
    }

    /**
     * Begins those whose time has come.
     *
     * @param waiting the instance that waits; null for none
     */
    void begin(Instance waiting) {
        for (Fault fault : world.schedule().at(world.clock().elapsed())) {
            Instance target = waiting != null && fault.target() % 2 == 0
                    ? waiting
                    : world.alive().isEmpty()
                            ? null
                            : world.alive().get(fault.target() % world.alive().size());
            if (target == null || target.dead()) {
                continue;
            }
            if (fault.kind() == Fault.Kind.REBALANCES && world.random().nextInt(10) == 0) {
                world.group().rebalance();
            }
            if (begun.add(fault)) {
                switch (fault.kind()) {
                    case KILLED -> world.end(target, Group.SESSION);
                    // Here a stop is a kill that the group is informed of.
                    case STOPPED -> world.end(target, 0);
                    case FROZEN -> target.freeze(Math.max(fault.until(), fault.from() + Group.SESSION * 3 / 2));
                    case PAUSED_BY_AN_OPERATOR -> pause(fault);
                    case CLOCK_AHEAD -> step(Duration.ofHours(1), fault);
                    case CLOCK_BEHIND -> step(Duration.ofHours(-1), fault);
                    default -> world.note("begins: " + fault);
                }
            }
        }
    }

    private void pause(Fault fault) {
        world.note("an operator pauses all dispatchers");
        act("PAUSED", "");
        world.later(fault.until() - fault.from(), () -> act("RESUMED", ""));
    }

    /** @param what the orders, in the words of the console */
    void allowDeadLettering(String what) {
        act("DEAD_LETTERING_ALLOWED", what);
    }

    private void act(String kind, String job) {
        world.log()
                .append(new ProducerRecord<>(
                        "capi.operator-actions.v1",
                        kind,
                        "{\"kind\":\"%s\",\"at\":\"%s\",\"who\":\"ops\",\"what\":\"words\"%s}"
                                .formatted(
                                        kind, world.clock().instant(), job.isEmpty() ? "" : ",\"job\":\"" + job + "\"")
                                .getBytes(UTF_8)));
    }

    private void step(Duration by, Fault fault) {
        world.note("the clock steps by " + by);
        world.clock().step(by);
        world.later(fault.until() - fault.from(), () -> world.clock().step(by.negated()));
    }
}
