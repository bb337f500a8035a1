package io.tillstream.dispatcher.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.capi.MetaDoor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything that runs in one schedule, in one thread. Whenever a dispatcher waits for Kafka or Meta, the simulation goes on: other
 * members take their turns, time passes, a process is killed. The seed determines all choices.
 */
final class World {

    static final String KEYS = "test:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final int NOTES = 400;
    private static final long SELLS_ON = 150_000;
    private static final int MOST_STEPS = 8_000;

    private final Schedule schedule;
    private final Map<String, String> settings;
    private final Random random;
    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedLog log = new SimulatedLog(clock);
    private final Group group = new Group(this);
    private final SimulatedMeta meta = new SimulatedMeta(this);
    private final Traffic traffic;
    private final SuddenFaults suddenFaults;
    private final List<Instance> alive = new ArrayList<>();
    private final List<Instance> all = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private final Deque<String> notes = new ArrayDeque<>();
    private final List<Long> births = new ArrayList<>();
    private long nextGood;
    private int lives;
    private int depth;
    private boolean quiet;
    private boolean allowed;

    /** A moment from which an instance cannot know what it had sent: it was killed, or lost its partition. */
    record Loss(Instance instance, long at, Set<Integer> partitions) {}

    private record Later(long at, Runnable what) {}

    World(Schedule schedule) {
        this(schedule, Map.of());
    }

    /** @param settings of every dispatcher, in addition to the default ones */
    World(Schedule schedule, Map<String, String> settings) {
        this.schedule = schedule;
        this.settings = settings;
        this.random = new Random(schedule.seed());
        this.traffic = new Traffic(this);
        this.suddenFaults = new SuddenFaults(this);
        MetaDoor.open(meta);
    }

    Schedule schedule() {
        return schedule;
    }

    Map<String, String> settings() {
        return settings;
    }

    Random random() {
        return random;
    }

    SimulatedClock clock() {
        return clock;
    }

    SimulatedLog log() {
        return log;
    }

    Group group() {
        return group;
    }

    SimulatedMeta meta() {
        return meta;
    }

    Traffic traffic() {
        return traffic;
    }

    List<Loss> losses() {
        return losses;
    }

    /** All dispatchers that ever ran. */
    List<Instance> instances() {
        return all;
    }

    Instance instance(String name) {
        return alive.stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(Crash::new);
    }

    void note(String what) {
        notes.addLast(clock.elapsed() + " ms: " + what);
        if (notes.size() > NOTES) {
            notes.removeFirst();
        }
    }

    Collection<String> notes() {
        return notes;
    }

    void lost(Instance instance, Set<Integer> partitions) {
        losses.add(new Loss(instance, clock.elapsed(), Set.copyOf(partitions)));
    }

    void later(long millis, Runnable what) {
        later.add(new Later(clock.elapsed() + millis, what));
    }

    /** Runs the schedule, then ends all faults and waits until nothing is left to do. */
    void run() {
        runUntil(Schedule.LENGTH);
        quiet = true;
        note("all faults end");
        for (int step = 0; step < MOST_STEPS && !(settled() && clock.elapsed() > Schedule.LENGTH + 40_000); step++) {
            step(null);
        }
    }

    /** @param millis since the beginning */
    void runUntil(long millis) {
        while (all.size() < schedule.instances()) {
            live();
        }
        while (clock.elapsed() < millis) {
            step(null);
        }
    }

    /** Whether every partition is committed to its end. */
    boolean settled() {
        for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
            if (group.committed(partition) < log.end(new TopicPartition(Group.TOPIC, partition))) {
                return false;
            }
        }
        return later.isEmpty() && births.isEmpty();
    }

    /** The first message of each partition that is not committed to its end. */
    List<String> standing() {
        List<String> standing = new ArrayList<>();
        for (int each = 0; each < SimulatedLog.PARTITIONS; each++) {
            int number = each;
            TopicPartition partition = new TopicPartition(Group.TOPIC, number);
            log.read(partition, group.committed(number), 1).forEach(record -> {
                String key = new String(record.key(), UTF_8);
                standing.add(group.owner(number) + " has " + record.partition() + "@" + record.offset() + " " + key
                        + " " + traffic.orders().get(key));
            });
        }
        return standing;
    }

    /** @return the dispatchers that run */
    List<Instance> alive() {
        return alive;
    }

    /**
     * Ends a dispatcher for ever. Another one starts within five seconds after the group knows.
     *
     * @param known after how many milliseconds the group knows
     */
    void end(Instance instance, long known) {
        instance.die();
        alive.remove(instance);
        Set<Integer> every = new HashSet<>();
        for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
            every.add(partition);
        }
        losses.add(new Loss(instance, clock.elapsed(), every));
        later(known, () -> instance.members().forEach(group::remove));
        births.add(clock.elapsed() + known + random.nextInt(5_000));
    }

    private void live() {
        Instance instance = new Instance(this, "dispatcher-" + lives++);
        alive.add(instance);
        all.add(instance);
        note(instance + " starts");
    }

    /** A wait of an instance. The simulation goes on meanwhile, and may kill the instance. */
    void hop(Instance instance) {
        if (depth < 5) {
            for (int turn = random.nextInt(4); turn > 0; turn--) {
                step(instance);
            }
        }
        while (instance.frozen() && !instance.dead()) {
            step(instance);
        }
        if (instance.dead()) {
            throw new Crash();
        }
    }

    void hopSometimes(Instance instance) {
        if (random.nextInt(8) == 0 || instance.dead() || instance.frozen()) {
            hop(instance);
        }
    }

    /** @param waiting the instance that waits; null for none */
    private void step(Instance waiting) {
        depth++;
        try {
            clock.pass(random.nextInt(quiet ? 800 : 120));
            suddenFaults.begin(waiting);
            alive.forEach(group::expelSilent);
            later.stream().filter(each -> each.at() <= clock.elapsed()).toList().forEach(each -> {
                later.remove(each);
                each.what().run();
            });
            births.stream().filter(at -> at <= clock.elapsed()).toList().forEach(at -> {
                births.remove(at);
                live();
            });
            int left = quiet ? 0 : schedule.orders() - traffic.orders().size();
            if (left > 0 && random.nextInt(3) == 0 && clock.elapsed() < Schedule.LENGTH * 3 / 4) {
                traffic.publish();
            }
            // The shop continues to sell.
            if (quiet && clock.elapsed() > nextGood && clock.elapsed() < Schedule.LENGTH + 4 * SELLS_ON) {
                nextGood = clock.elapsed() + (clock.elapsed() < Schedule.LENGTH + SELLS_ON ? 2_000 : 10_000);
                traffic.good();
            }
            if (quiet && !allowed && clock.elapsed() > Schedule.LENGTH + SELLS_ON) {
                allowed = true;
                // Orders that no key opens wait for an operator once a few of them are dead-lettered.
                List.of("key other", "seals", "unexpected", "123", "777").forEach(suddenFaults::allowDeadLettering);
            }
            turn();
        } finally {
            depth--;
        }
    }

    private void turn() {
        List<Member> free = alive.stream()
                .filter(instance -> !instance.dead() && !instance.frozen())
                .flatMap(instance -> instance.members().stream())
                .filter(member -> !member.busy())
                .toList();
        if (free.isEmpty()) {
            return;
        }
        Member member = free.get(random.nextInt(free.size()));
        if (random.nextInt(4) == 0) {
            member.instance().catchUp();
        }
        try {
            if (random.nextInt(10) == 0) {
                member.instance().writeOwed();
            }
            member.step();
        } catch (Crash e) {
            // Ends everything in this process.
        }
    }
}
