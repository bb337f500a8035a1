package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.attempt.Attempt;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.config.AuditSheet;
import io.tillstream.dispatcher.console.config.Settings;
import io.tillstream.dispatcher.console.deadletters.DeadLetterFilter;
import io.tillstream.dispatcher.console.deadletters.DeadLetterSheets;
import io.tillstream.dispatcher.console.now.NowSheets;
import io.tillstream.dispatcher.console.quality.BookSheets;
import io.tillstream.dispatcher.console.table.Csv;
import io.tillstream.dispatcher.console.table.Sheet;
import io.tillstream.dispatcher.console.topics.TopicSheets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tables as CSV files. The files of one order, topic or replay are served by the controllers of their pages. */
@RestController
class ExportController {

    private final NowSheets nowSheets;
    private final BookSheets bookSheets;
    private final TopicSheets topicSheets;
    private final DeadLetterSheets letterSheets;
    private final Settings settings;
    private final AuditSheet audit;
    private final Ledger ledger;

    ExportController(
            NowSheets nowSheets,
            BookSheets bookSheets,
            TopicSheets topicSheets,
            DeadLetterSheets letterSheets,
            Settings settings,
            AuditSheet audit,
            Ledger ledger) {
        this.nowSheets = nowSheets;
        this.bookSheets = bookSheets;
        this.topicSheets = topicSheets;
        this.letterSheets = letterSheets;
        this.settings = settings;
        this.audit = audit;
        this.ledger = ledger;
    }

    @GetMapping("/export/{name}.csv")
    ResponseEntity<String> file(@PathVariable String name, DeadLetterFilter filter) {
        Sheet sheet = switch (name) {
            case "partitions" -> nowSheets.partitions();
            case "instances" -> nowSheets.instances();
            case "samples" -> nowSheets.samples();
            case "attempts" ->
                NowSheets.refusals(
                        ledger.attempts().stream().filter(Attempt::request).toList());
            case "breakers" ->
                NowSheets.turns(
                        ledger.attempts().stream().filter(Attempt::breakerTurn).toList());
            case "revenue" -> bookSheets.revenue();
            case "reasons" -> bookSheets.reasons();
            case "match-keys" -> bookSheets.matchKeys();
            case "topics" -> topicSheets.topics();
            case "dead-letters" -> letterSheets.letters(filter.of(ledger.letters()));
            case "dead-letter-causes" -> letterSheets.causes(filter.of(ledger.letters()), filter);
            case "settings" -> settings.settings();
            case "audit" -> audit.audit();
            default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no table of this name");
        };
        return Csv.file(sheet);
    }
}
