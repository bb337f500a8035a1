package io.tillstream.dispatcher.console.now;

import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.Actions;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page Now, the stream of samples that updates pages, and the actions that pause and resume all dispatchers. */
@Controller
class NowController {

    private final Now now;
    private final NowSheets sheets;
    private final HeldUp heldUp;
    private final Pulse pulse;
    private final Actions actions;
    private final Clock clock;

    NowController(Now now, NowSheets sheets, HeldUp heldUp, Pulse pulse, Actions actions, Clock clock) {
        this.now = now;
        this.sheets = sheets;
        this.heldUp = heldUp;
        this.pulse = pulse;
        this.actions = actions;
        this.clock = clock;
    }

    @GetMapping("/")
    String page(Model model) {
        fill(model);
        return "console/now";
    }

    @GetMapping("/now/live")
    String live(Model model) {
        fill(model);
        return "console/now :: live";
    }

    private void fill(Model model) {
        Sample sample = now.sample();
        model.addAttribute("sample", sample);
        model.addAttribute("funnel", sample.books());
        model.addAttribute("verdict", now.verdict().name());
        model.addAttribute("heldUp", heldUp.rows());
        model.addAttribute("heldElsewhere", heldUp.elsewhere());
        model.addAttribute("percentRead", sample.percentRead());
        model.addAttribute("hint", now.scaleHint());
        model.addAttribute("breakers", now.breakers());
        model.addAttribute("misconfigured", now.misconfigured().orElse(null));
        model.addAttribute("batches", now.batches());
        model.addAttribute("atRisk", now.moneyAtRisk());
        model.addAttribute("ordersAtRisk", now.ordersAtRisk());
        model.addAttribute("partitions", sheets.partitions());
        model.addAttribute("worst", now.worst().orElse(null));
        model.addAttribute("instances", sheets.instances());
        model.addAttribute("refusals", sheets.refusals());
        model.addAttribute("turns", sheets.turns());
    }

    @GetMapping("/pulse")
    SseEmitter pulse() {
        return pulse.reader();
    }

    @PostMapping("/pause")
    String pause(@RequestParam String why, Principal who) {
        actions.take(new Action(Action.Kind.PAUSED, clock.instant(), who.getName(), why, null, List.of()));
        return "redirect:/";
    }

    /** Allows every instance to dead-letter what a brake holds back, until the next order passes. */
    @PostMapping("/dead-letter-refused")
    String deadLetterRefused(
            @RequestParam String of, @RequestParam String why, Principal who, RedirectAttributes said) {
        if (why.isBlank()) {
            said.addFlashAttribute("said", "Nothing was done. Say why these orders are to be dead-lettered");
        } else if (!heldUp.braked(of)) {
            said.addFlashAttribute("said", "Nothing was done: no orders are held back under this name");
        } else {
            actions.take(new Action(
                    Action.Kind.DEAD_LETTERING_ALLOWED,
                    clock.instant(),
                    who.getName(),
                    of + ": " + why,
                    of,
                    List.of()));
            said.addFlashAttribute("said", "Refused orders of " + of + " are dead-lettered now");
        }
        return "redirect:/";
    }

    @PostMapping("/resume")
    String resume(Principal who) {
        actions.take(new Action(Action.Kind.RESUMED, clock.instant(), who.getName(), "resumed", null, List.of()));
        return "redirect:/";
    }
}
