package io.tillstream.sandbox.meta;

import io.tillstream.sandbox.journal.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All received events, and how Meta would count them. */
@Component
class Arrivals {

    /** The number of newest events that keep their payload; the total number is not limited. */
    private static final int KEPT_WHOLE = 2000;

    private final List<Arrival> all = new ArrayList<>();
    private final Journal journal;

    Arrivals(Journal journal, JsonMapper json) {
        this.journal = journal;
        journal.replay(line -> keep(json.treeToValue(line, Arrival.class)));
    }

    synchronized void add(List<Arrival> arrivals) {
        arrivals.forEach(journal::append);
        arrivals.forEach(this::keep);
    }

    private void keep(Arrival arrival) {
        all.add(arrival);
        int old = all.size() - 1 - KEPT_WHOLE;
        if (old >= 0) {
            all.set(old, all.get(old).withoutPayload());
        }
    }

    synchronized List<Arrival> all() {
        return List.copyOf(all);
    }

    /** Events with an id, paired as Meta deduplicates them: the same name and id is one event. Newest first. */
    List<Pair> pairs() {
        Map<String, List<Arrival>> byId = new LinkedHashMap<>();
        for (Arrival arrival : all()) {
            if (arrival.eventId() != null) {
                byId.computeIfAbsent(arrival.eventName() + " " + arrival.eventId(), none -> new ArrayList<>())
                        .add(arrival);
            }
        }
        return byId.values().stream().map(Pair::new).toList().reversed();
    }

    /** One event with all its copies. */
    record Pair(List<Arrival> arrivals) {

        /** The copy to show: the server's if there is one, as it has all decimals of the amount. */
        public Arrival shown() {
            return arrivals.stream()
                    .filter(each -> each.source().equals(Arrival.SERVER))
                    .findFirst()
                    .orElse(arrivals.getFirst());
        }

        public long count(String source) {
            return arrivals.stream()
                    .filter(each -> each.source().equals(source))
                    .count();
        }

        public String verdict() {
            long browser = count(Arrival.BROWSER);
            long server = count(Arrival.SERVER);
            boolean differ = arrivals.stream().map(Arrival::amount).distinct().count() > 1;
            if (differ) {
                return "values differ";
            }
            if (server > 1 || browser > 1) {
                return "sent twice, counted once";
            }
            return browser == 1 && server == 1 ? "paired, counted once" : browser == 1 ? "browser only" : "server only";
        }
    }
}
