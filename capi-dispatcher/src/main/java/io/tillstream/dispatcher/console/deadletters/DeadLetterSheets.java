package io.tillstream.dispatcher.console.deadletters;

import io.tillstream.dispatcher.console.books.DeadLetterStatus;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Contents;
import io.tillstream.dispatcher.console.table.Sheet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The tables of dead letters. */
@Component
public class DeadLetterSheets {

    private static final int MOST_CAUSES = 50;

    private final Clock clock;

    DeadLetterSheets(Clock clock) {
        this.clock = clock;
    }

    /** The causes of dead letters, the most frequent first. */
    public Sheet causes(List<DeadLetterStatus> letters, DeadLetterFilter filter) {
        Map<String, List<DeadLetterStatus>> byCause =
                letters.stream().collect(Collectors.groupingBy(DeadLetterStatus::cause));
        Instant now = clock.instant();
        return new Sheet(
                "dead-letter-causes",
                "Causes, the " + MOST_CAUSES + " most frequent",
                List.of("Cause", "Reason", "Dead letters", "Oldest", "What to do"),
                byCause.entrySet().stream()
                        .sorted(Comparator.comparing((Map.Entry<String, List<DeadLetterStatus>> cause) ->
                                -cause.getValue().size()))
                        .limit(MOST_CAUSES)
                        .map(cause -> {
                            List<DeadLetterStatus> ofCause = cause.getValue();
                            DeadLetterStatus oldest = ofCause.stream()
                                    .min(Comparator.comparing(DeadLetterStatus::deadLetteredAt))
                                    .orElseThrow();
                            return List.of(
                                    Cell.link(cause.getKey(), filter.address(cause.getKey())),
                                    Cell.text(oldest.reason().text()),
                                    Cell.number(ofCause.size()),
                                    Cell.text(Cell.span(Duration.between(oldest.deadLetteredAt(), now))),
                                    Cell.text(oldest.reason().action()));
                        })
                        .toList());
    }

    private static Cell order(String id) {
        if (id.isEmpty()) {
            return Cell.text("");
        }
        return Contents.isId(id) ? Cell.link(id, "/orders?id=" + id) : Cell.text(Contents.id(id));
    }

    public Sheet letters(List<DeadLetterStatus> letters) {
        Instant now = clock.instant();
        return new Sheet(
                "dead-letters",
                "Dead letters, the newest first",
                List.of("Dead letter", "When", "Age", "Order", "Event", "Reason", "Cause", "Times", "Source", "State"),
                letters.stream()
                        .map(letter -> List.of(
                                Cell.link(letter.at(), "/dead-letters/" + letter.at()),
                                Cell.time(letter.deadLetteredAt()),
                                Cell.text(Cell.span(Duration.between(letter.deadLetteredAt(), now))),
                                order(letter.orderId()),
                                Cell.text(Contents.receiptId(letter.receiptId())),
                                Cell.text(letter.reason().text()),
                                Cell.text(letter.cause()),
                                Cell.number(letter.times()),
                                Cell.text(letter.origin()),
                                Cell.text(DeadLetterFilter.state(letter).replace('-', ' '))))
                        .toList());
    }
}
