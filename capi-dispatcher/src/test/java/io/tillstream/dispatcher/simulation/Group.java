package io.tillstream.dispatcher.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The broker's side of the consumer group: the owner and the committed offset of each partition. */
final class Group {

    static final String TOPIC = "shop.order-completed.v1";

    /** A silent member is expelled after this time. */
    static final long SESSION = 10_000;

    /** A member that does not poll is expelled after this time. */
    private static final long MAX_POLL_INTERVAL = 300_000;

    private final World world;
    private final List<Member> members = new ArrayList<>();
    private final Map<Integer, Member> owners = new TreeMap<>();
    private final Map<Integer, Member> targets = new TreeMap<>();
    private final Map<Integer, Long> committed = new TreeMap<>();

    Group(World world) {
        this.world = world;
    }

    void join(Member member) {
        members.add(member);
        rebalance();
    }

    /** A member leaves, or is expelled. */
    void remove(Member member) {
        if (members.remove(member)) {
            owners.values().removeIf(owner -> owner == member);
            rebalance();
        }
    }

    /** Expels members of an instance that were silent for too long. */
    void expelSilent(Instance instance) {
        for (Member member : instance.members()) {
            long silence = world.clock().elapsed() - member.polled();
            boolean silent = silence > (instance.frozen() ? SESSION : MAX_POLL_INTERVAL);
            if (silent && members.contains(member)) {
                world.note("the group expels a member of " + instance);
                Set<Integer> lost = new TreeSet<>(owners.keySet());
                lost.removeIf(partition -> !owns(member, partition));
                world.lost(instance, lost);
                remove(member);
            }
        }
    }

    boolean has(Member member) {
        return members.contains(member);
    }

    /** Assigns each partition to a random member. A partition that stays is not revoked. */
    void rebalance() {
        targets.clear();
        if (!members.isEmpty()) {
            List<Member> shuffled = new ArrayList<>(members);
            Collections.shuffle(shuffled, world.random());
            for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
                Member owner = owners.get(partition);
                boolean stays = owner != null && world.random().nextInt(3) > 0;
                targets.put(partition, stays ? owner : shuffled.get(partition % shuffled.size()));
            }
        }
    }

    Set<Integer> toRevoke(Member member) {
        Set<Integer> revoked = new TreeSet<>();
        owners.forEach((partition, owner) -> {
            if (owner == member && targets.get(partition) != member) {
                revoked.add(partition);
            }
        });
        return revoked;
    }

    void revoked(Collection<Integer> partitions) {
        partitions.forEach(owners::remove);
    }

    /** Takes the free partitions that are assigned to a member. */
    Set<Integer> assign(Member member) {
        Set<Integer> assigned = new TreeSet<>();
        targets.forEach((partition, target) -> {
            if (target == member && !owners.containsKey(partition)) {
                assigned.add(partition);
            }
        });
        assigned.forEach(partition -> owners.put(partition, member));
        return assigned;
    }

    boolean owns(Member member, int partition) {
        return owners.get(partition) == member;
    }

    String owner(int partition) {
        Member owner = owners.get(partition);
        return owner == null ? "no owner" : owner + (members.contains(owner) ? "" : ", which is not a member,");
    }

    long committed(int partition) {
        return committed.getOrDefault(partition, 0L);
    }

    /** Like the broker, it checks only that the caller is a member, not that it owns the partition. */
    void commit(Map<Integer, Long> offsets) {
        committed.putAll(offsets);
    }
}
