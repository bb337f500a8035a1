package io.tillstream.dispatcher.operator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What follows from all actions, applied in their order: pause, discards, replays, partitions. Any thread may ask. */
final class ActionState {

    private static final int REMEMBERED = 1000;

    private final Deque<Action> recent = new ArrayDeque<>();
    private final Map<String, Action> discards = new ConcurrentHashMap<>();
    private final Map<String, Action> jobs = new ConcurrentHashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> released = new ConcurrentHashMap<>();
    private volatile @Nullable Action paused;
    private volatile @Nullable Partitions partitions;

    synchronized void apply(Action action) {
        if (tellsPeople(action)) {
            recent.addFirst(action);
            if (recent.size() > REMEMBERED) {
                recent.removeLast();
            }
        }
        switch (action.kind()) {
            case PAUSED -> paused = action;
            case RESUMED -> paused = null;
            case DISCARDED -> action.letters().forEach(letter -> discards.put(letter, action));
            case REPLAY_CANCELLED -> cancelled.add(String.valueOf(action.job()));
            case REPLAY_STARTED, REPLAY_PROGRESSED, REPLAY_FINISHED -> {
                if (action.job() != null) {
                    jobs.put(action.job(), action);
                }
            }
            case DEAD_LETTERING_ALLOWED -> {
                if (action.job() != null) {
                    released.merge(action.job(), 1, Integer::sum);
                }
            }
            case PARTITIONS_FOUND -> found(numbers(action), action.at());
            case TEST_EVENT_SENT -> {
                // Only for the audit log.
            }
        }
    }

    private boolean tellsPeople(Action action) {
        return switch (action.kind()) {
            case REPLAY_PROGRESSED -> false;
            // At a first start several consumers find the same number.
            case PARTITIONS_FOUND -> {
                Partitions noted = partitions;
                String[] numbers = numbers(action);
                yield noted == null
                        || noted.number() != Integer.parseInt(numbers[0])
                        || (numbers.length > 1 && noted.since().equals(Instant.EPOCH));
            }
            default -> true;
        };
    }

    /** The number of partitions, and after it the former one if it was another. */
    private static String[] numbers(Action action) {
        return String.valueOf(action.job()).split(Partitions.FROM, 2);
    }

    private void found(String[] numbers, Instant at) {
        int number = Integer.parseInt(numbers[0]);
        Partitions noted = partitions;
        if (numbers.length > 1 || (noted != null && noted.number() != number)) {
            partitions = new Partitions(number, at);
        } else if (noted == null) {
            partitions = new Partitions(number, Instant.EPOCH);
        }
    }

    Optional<Partitions> partitions() {
        return Optional.ofNullable(partitions);
    }

    Optional<Action> pause() {
        return Optional.ofNullable(paused);
    }

    Optional<Action> discards(String letter) {
        return Optional.ofNullable(discards.get(letter));
    }

    Optional<Action> job(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    List<Action> running(Instant since) {
        return jobs.values().stream()
                .filter(action -> action.kind() != Action.Kind.REPLAY_FINISHED
                        && action.at().isAfter(since))
                .toList();
    }

    boolean cancelled(String job) {
        return cancelled.contains(job);
    }

    int released(String of) {
        return released.getOrDefault(of, 0);
    }

    synchronized List<Action> recent() {
        return List.copyOf(recent);
    }
}
