package io.tillstream.dispatcher.console.deadletters;

import io.tillstream.dispatcher.console.books.DeadLetterStatus;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.cluster.TopicBrowser;
import io.tillstream.dispatcher.console.table.Contents;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.kafka.TopicNames;
import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.ActionFailed;
import io.tillstream.dispatcher.operator.Actions;
import java.security.Principal;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page Dead letters, the page of one, and the action that discards them. */
@Controller
class DeadLettersController {

    private static final int A_PAGE = 100;
    /** An action is one message in Kafka, whose size is limited. */
    private static final int MOST_IN_AN_ACTION = 10_000;

    private final Ledger ledger;
    private final DeadLetterSheets sheets;
    private final TopicBrowser messages;
    private final Contents contents;
    private final Actions actions;
    private final Clock clock;

    DeadLettersController(
            Ledger ledger,
            DeadLetterSheets sheets,
            TopicBrowser messages,
            Contents contents,
            Actions actions,
            Clock clock) {
        this.ledger = ledger;
        this.sheets = sheets;
        this.messages = messages;
        this.contents = contents;
        this.actions = actions;
        this.clock = clock;
    }

    /** @param page from 1 */
    @GetMapping("/dead-letters")
    String letters(
            @ModelAttribute("filter") DeadLetterFilter filter,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        List<DeadLetterStatus> fitting = filter.of(ledger.letters());
        int pages = Math.max(1, (fitting.size() + A_PAGE - 1) / A_PAGE);
        int shown = Math.clamp(page, 1, pages);
        List<DeadLetterStatus> ofPage = fitting.subList((shown - 1) * A_PAGE, Math.min(shown * A_PAGE, fitting.size()));
        model.addAttribute("total", fitting.size());
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("causes", sheets.causes(fitting, filter));
        model.addAttribute("letters", sheets.letters(ofPage));
        model.addAttribute("all", fitting.stream().map(DeadLetterStatus::at).toList());
        model.addAttribute(
                "reasons", Arrays.stream(Reason.values()).map(Reason::text).toList());
        model.addAttribute(
                "states",
                Arrays.stream(DeadLetterStatus.State.values())
                        .map(state -> state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
        return "console/dead-letters";
    }

    @GetMapping("/dead-letters/{partition:\\d+}@{offset:\\d+}")
    String letter(@PathVariable int partition, @PathVariable long offset, Model model) {
        DeadLetterStatus letter = ledger.letters().stream()
                .filter(each -> each.at().equals(partition + "@" + offset))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such dead letter"));
        model.addAttribute("letter", letter);
        model.addAttribute("state", DeadLetterFilter.state(letter).replace('-', ' '));
        model.addAttribute("discarded", actions.discards(letter.at()).stream().toList());
        model.addAttribute("orderKnown", Contents.isId(letter.orderId()));
        messages.at(TopicNames.DEAD_LETTERS, partition, offset)
                .ifPresent(message -> model.addAttribute("fields", contents.of(message)));
        return "console/dead-letter";
    }

    /**
     * @param letters as partition@offset, separated by commas; null when none is ticked
     * @param filter  of the page where they were ticked
     */
    @PostMapping("/dead-letters/discard")
    String discard(
            @RequestParam(required = false) @Nullable Set<String> letters,
            @RequestParam String why,
            DeadLetterFilter filter,
            Principal who,
            RedirectAttributes said) {
        if (letters == null) {
            said.addFlashAttribute("said", "Nothing was discarded: tick the dead letters first");
            return "redirect:" + filter.address();
        }
        List<String> open = ledger.letters().stream()
                .filter(letter -> letter.state() == DeadLetterStatus.State.OPEN)
                .map(DeadLetterStatus::at)
                .filter(letters::contains)
                .toList();
        if (!StringUtils.hasText(why)) {
            said.addFlashAttribute("said", "Nothing was discarded: say why, for the audit log");
        } else if (open.isEmpty()) {
            said.addFlashAttribute("said", "Nothing was discarded: none of them is open any more");
        } else {
            said.addFlashAttribute("said", discard(open, why.strip(), who.getName()));
        }
        return "redirect:" + filter.address();
    }

    /** @return how many were discarded, in words */
    private String discard(List<String> letters, String why, String who) {
        int discarded = 0;
        try {
            while (discarded < letters.size()) {
                List<String> next = letters.subList(discarded, Math.min(discarded + MOST_IN_AN_ACTION, letters.size()));
                actions.take(new Action(Action.Kind.DISCARDED, clock.instant(), who, why, null, next));
                discarded += next.size();
            }
            return discarded + " discarded. They stay in the topic, marked as discarded";
        } catch (ActionFailed e) {
            return discarded + " of " + letters.size() + " discarded. " + e.getMessage();
        }
    }
}
