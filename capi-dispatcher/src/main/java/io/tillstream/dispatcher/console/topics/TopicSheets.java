package io.tillstream.dispatcher.console.topics;

import io.tillstream.dispatcher.console.cluster.AllTopics;
import io.tillstream.dispatcher.console.cluster.TopicFacts;
import io.tillstream.dispatcher.console.now.Pulse;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.springframework.stereotype.Component;

/** The table of topics. */
@Component
public class TopicSheets {

    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1_000_000);

    private final AllTopics topics;
    private final Pulse pulse;

    TopicSheets(AllTopics topics, Pulse pulse) {
        this.topics = topics;
        this.pulse = pulse;
    }

    public Sheet topics() {
        return new Sheet(
                "topics",
                "The topics of the system, from Kafka",
                List.of(
                        "Topic",
                        "Messages a second",
                        "Messages",
                        "Partitions",
                        "Size, MB",
                        "Kept",
                        "Policy",
                        "Oldest",
                        "Newest"),
                topics.facts().stream().map(this::row).toList());
    }

    private List<Cell> row(TopicFacts topic) {
        return List.of(
                Cell.link(topic.name(), "/topics/" + topic.name()),
                Cell.number(pulse.rates().getOrDefault(topic.name(), 0.0)),
                Cell.number(topic.messages()),
                Cell.number(topic.partitions()),
                topic.bytes() < 0
                        ? Cell.text("not known")
                        : Cell.number(BigDecimal.valueOf(topic.bytes()).divide(MEGABYTE, 2, RoundingMode.HALF_UP)),
                Cell.text(topic.retention() == null ? "the newest of each key" : Cell.span(topic.retention())),
                Cell.text(topic.cleanup()),
                Cell.time(topic.oldest()),
                Cell.time(topic.newest()));
    }
}
