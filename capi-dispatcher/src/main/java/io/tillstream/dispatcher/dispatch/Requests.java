package io.tillstream.dispatcher.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Divides the events of one dataset into requests, in the order in which they are sent. */
final class Requests {

    /** What suspected events wait for. */
    static final String SUSPECTS = "suspects";

    /** Events that are tried alone while the brake is pulled, to see whether the rule has changed. */
    static final int PROBES = 3;

    private Requests() {}

    /**
     * The event whose seven days end first is sent first; suspected events are sent last, in small requests.
     *
     * @param events  the oldest first
     * @param probing whether a few are sent alone before all others
     * @param waits   receives the events that are not to be tried yet
     */
    static Deque<List<Outgoing>> of(
            List<Outgoing> events, Suspects suspects, boolean probing, RandomGenerator random, Waits waits) {
        Deque<List<Outgoing>> requests = new ArrayDeque<>();
        List<Outgoing> open = new ArrayList<>();
        for (Outgoing each : events) {
            Duration wait = suspects.wait(each);
            if (wait.isPositive()) {
                waits.add(each.incoming(), SUSPECTS, wait);
            } else if (each.alone()) {
                requests.add(List.of(each));
            } else {
                open.add(each);
            }
        }
        // Chosen at random, as the first may be wrong by itself.
        for (int probe = 0; probing && probe < PROBES && !open.isEmpty(); probe++) {
            requests.add(List.of(open.remove(random.nextInt(open.size()))));
        }
        SortedMap<Integer, List<Outgoing>> bySize = open.stream()
                .collect(Collectors.groupingBy(
                        suspects::most, () -> new TreeMap<>(Comparator.reverseOrder()), Collectors.toList()));
        bySize.forEach((most, same) -> {
            for (int from = 0; from < same.size(); from += most) {
                requests.add(same.subList(from, Math.min(from + most, same.size())));
            }
        });
        return requests;
    }
}
