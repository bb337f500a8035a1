package io.tillstream.dispatcher.console.config;

import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import io.tillstream.dispatcher.operator.Actions;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The table of operators' actions. */
@Component
public class AuditSheet {

    private final Actions actions;

    AuditSheet(Actions actions) {
        this.actions = actions;
    }

    public Sheet audit() {
        return new Sheet(
                "audit",
                "Operators' actions and dispatchers' notes on all instances, the last thousand, the newest first",
                List.of("When", "Who", "Action", "Detail", "Replay", "Dead letters"),
                actions.recent().stream()
                        .map(action -> List.of(
                                Cell.time(action.at()),
                                Cell.text(action.who()),
                                Cell.text(action.kind()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')),
                                Cell.text(action.what()),
                                action.job() == null || !action.kind().name().startsWith("REPLAY_")
                                        ? Cell.text("")
                                        : Cell.link(action.job(), "/replays/" + action.job()),
                                Cell.text(String.join(", ", action.letters()))))
                        .toList());
    }
}
