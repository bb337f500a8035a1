package io.tillstream.sandbox.meta;

import io.tillstream.sandbox.journal.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All that arrived, and what Meta would count of it. */
@Component
class Arrivals {

    /** How many are kept with all that was sent; of the older ones there may be very many. */
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

    /** Events with an id, paired as Meta deduplicates: same name and same id is one event. Newest first. */
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

    /** One event, with everything that was sent of it. */
    record Pair(List<Arrival> arrivals) {

        /** The one to show: the server's where there is one, as it writes money with all its decimals. */
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
