package io.tillstream.dispatcher.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The decisions about the orders of one batch. */
final class Plan {

    record Suppressed(Incoming incoming, Suppression reason) {}

    record DeadLettered(Incoming incoming, Decision.DeadLetter decision) {}

    record Held(Incoming incoming, Decision.Hold hold) {}

    private final String usualDataset;
    private final Map<String, List<Outgoing>> byDataset = new LinkedHashMap<>();
    private final List<Suppressed> suppressed = new ArrayList<>();
    private final List<DeadLettered> deadLettered = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    Plan(String usualDataset) {
        this.usualDataset = usualDataset;
    }

    void add(Incoming incoming, Decision decision) {
        switch (decision) {
            case Decision.Suppress suppress -> suppressed.add(new Suppressed(incoming, suppress.reason()));
            case Decision.DeadLetter deadLetter -> deadLettered.add(new DeadLettered(incoming, deadLetter));
            case Decision.Hold hold -> held.add(new Held(incoming, hold));
            case Decision.Send send ->
                send.datasets()
                        .forEach(dataset -> byDataset
                                .computeIfAbsent(dataset, each -> new ArrayList<>())
                                .add(new Outgoing(
                                        incoming,
                                        send.event(),
                                        receiptId(incoming, dataset, send.datasets()),
                                        send.alone())));
        }
    }

    /** The event id when the usual dataset is the only one; otherwise the event id, @ and the dataset. */
    private String receiptId(Incoming incoming, String dataset, List<String> datasets) {
        return datasets.size() == 1 && dataset.equals(usualDataset) ? incoming.id() : incoming.id() + "@" + dataset;
    }

    Map<String, List<Outgoing>> byDataset() {
        return byDataset;
    }

    List<Suppressed> suppressed() {
        return suppressed;
    }

    List<DeadLettered> deadLettered() {
        return deadLettered;
    }

    /** Orders that must neither be sent nor dead-lettered yet. */
    List<Held> held() {
        return held;
    }

    /** The number of events to send; an event for two datasets counts twice. */
    int size() {
        return byDataset.values().stream().mapToInt(List::size).sum();
    }
}
