package io.tillstream.dispatcher.console.deadletters;

import io.tillstream.dispatcher.console.now.Now;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Contents;
import io.tillstream.dispatcher.console.table.Csv;
import io.tillstream.dispatcher.console.table.Sheet;
import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.replay.BackgroundReplays;
import io.tillstream.dispatcher.replay.Report;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of a replay: the preview, and the progress. */
@Controller
class ReplayController {

    /** To replay more than this, the operator has to type the number. */
    static final int MANY = 20;

    private static final int FASTEST = 1000;
    private static final int SLOW = 20;

    private final BackgroundReplays replays;
    private final Actions actions;
    private final Now now;

    ReplayController(BackgroundReplays replays, Actions actions, Now now) {
        this.actions = actions;
        this.replays = replays;
        this.now = now;
    }

    /** @param letters as partition@offset; null when none is ticked */
    @PostMapping("/replays/preview")
    String preview(
            @RequestParam(required = false) @Nullable List<String> letters, Model model, RedirectAttributes said) {
        if (letters == null || letters.isEmpty()) {
            said.addFlashAttribute("said", "Tick the dead letters first, or preview all that match");
            return "redirect:/dead-letters";
        }
        return preview(letters, "", "", SLOW, model);
    }

    private String preview(List<String> letters, String problem, String why, int rate, Model model) {
        Report report = replays.preview(letters);
        model.addAttribute("report", report);
        model.addAttribute("lines", sheet(report));
        model.addAttribute("letters", letters);
        model.addAttribute("why", why);
        model.addAttribute("rate", rate);
        model.addAttribute("problem", problem);
        model.addAttribute("many", letters.size() > MANY);
        model.addAttribute("breakers", now.breakers());
        return "console/replay-preview";
    }

    /** The table of the preview as a CSV file. */
    @PostMapping("/replays/preview.csv")
    ResponseEntity<String> file(@RequestParam List<String> letters) {
        return Csv.file(sheet(replays.preview(letters)));
    }

    private static Sheet sheet(Report report) {
        return new Sheet(
                "replay-preview",
                "The first hundred, one by one",
                List.of("Dead letter", "Event", "Reason", "Result now"),
                report.letters().stream()
                        .map(line -> List.of(
                                Cell.text(line.letter()),
                                Cell.text(Contents.receiptId(line.id())),
                                Cell.text(line.reason()),
                                Cell.text(line.verdict())))
                        .toList());
    }

    @PostMapping("/replays")
    String start(
            @RequestParam List<String> letters,
            @RequestParam(defaultValue = "20") int rate,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "") String typed,
            Principal who,
            Model model) {
        if (!StringUtils.hasText(why)) {
            return preview(letters, "Say what has changed, for the audit log", why, rate, model);
        }
        if (rate < 1 || rate > FASTEST) {
            return preview(letters, "The rate is 1 to " + FASTEST + " dead letters a second", why, SLOW, model);
        }
        if (letters.size() > MANY && !typed.strip().equals(Integer.toString(letters.size()))) {
            return preview(letters, "Type " + letters.size() + " to confirm", why, rate, model);
        }
        return replays.start(letters, rate, who.getName(), why.strip())
                .map(id -> "redirect:/replays/" + id)
                .orElseGet(
                        () -> preview(letters, "A replay is running; wait for its end or cancel it", why, rate, model));
    }

    @GetMapping("/replays/{id}")
    String replay(@PathVariable String id, Model model) {
        fill(id, model);
        return "console/replay";
    }

    @GetMapping("/replays/{id}/live")
    String live(@PathVariable String id, Model model) {
        fill(id, model);
        return "console/replay :: live";
    }

    private void fill(String id, Model model) {
        Optional<BackgroundReplays.BackgroundReplay> replay = replays.find(id);
        model.addAttribute("id", id);
        model.addAttribute("replay", replay.orElse(null));
        model.addAttribute("elsewhere", actions.job(id).orElse(null));
    }

    @PostMapping("/replays/{id}/cancel")
    String cancel(@PathVariable String id, Principal who) {
        replays.cancel(id, who.getName());
        return "redirect:/replays/" + id;
    }
}
