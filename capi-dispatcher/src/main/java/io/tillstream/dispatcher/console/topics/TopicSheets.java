package io.tillstream.dispatcher.console.topics;

import io.tillstream.dispatcher.console.cluster.Cluster;
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

    private final Cluster cluster;
    private final Pulse pulse;

    TopicSheets(Cluster cluster, Pulse pulse) {
        this.cluster = cluster;
        this.pulse = pulse;
    }

    public Sheet topics() {
        return new Sheet(
                "topics",
                "The topics of the house, as the brokers have them",
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
                cluster.topics().stream().map(this::row).toList());
    }

    private List<Cell> row(TopicFacts topic) {
        return List.of(
                Cell.link(topic.name(), "/topics/" + topic.name()),
                Cell.number(pulse.rates().getOrDefault(topic.name(), 0.0)),
                Cell.number(topic.messages()),
                Cell.number(topic.partitions()),
                topic.bytes() < 0
                        ? Cell.text("not told")
                        : Cell.number(BigDecimal.valueOf(topic.bytes()).divide(MEGABYTE, 2, RoundingMode.HALF_UP)),
                Cell.text(topic.retention() == null ? "the newest of each key" : Cell.span(topic.retention())),
                Cell.text(topic.cleanup()),
                Cell.time(topic.oldest()),
                Cell.time(topic.newest()));
    }
}
