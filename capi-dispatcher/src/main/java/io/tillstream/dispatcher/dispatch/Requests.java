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

/** Events of one dataset, put into requests in the order in which they go. */
final class Requests {

    /** What suspected events wait for. */
    static final String SUSPECTS = "suspects";

    /** Sent alone to see whether the rule has changed, while burying has stopped. */
    static final int PROBES = 3;

    private Requests() {}

    /**
     * Whose seven days end first goes first; those that are suspected go last, and in small requests.
     *
     * @param events  the oldest first
     * @param probing whether a few are to go alone, before all others
     * @param waits   takes those that are not to be tried yet
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
        // Others each time, as the first of them may be wrong by itself.
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
