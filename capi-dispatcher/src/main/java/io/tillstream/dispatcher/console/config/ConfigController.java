package io.tillstream.dispatcher.console.config;

import io.tillstream.dispatcher.dispatch.Trial;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The settings in force, a test event, and the audit log. */
@Controller
class ConfigController {

    private final Settings settings;
    private final AuditSheet audit;
    private final Trial trial;
    private final Actions actions;
    private final Clock clock;

    ConfigController(Settings settings, AuditSheet audit, Trial trial, Actions actions, Clock clock) {
        this.settings = settings;
        this.audit = audit;
        this.trial = trial;
        this.actions = actions;
        this.clock = clock;
    }

    @GetMapping("/config")
    String config(Model model) {
        model.addAttribute("settings", settings.settings());
        return "console/config";
    }

    @PostMapping("/config/test-event")
    String test(@RequestParam String code, Principal who, RedirectAttributes said) {
        String wanted = code.strip();
        if (!Trial.isCode(wanted)) {
            said.addFlashAttribute(
                    "said", "Nothing was sent: enter the code that Events Manager shows, such as TEST12345");
            return "redirect:/config";
        }
        actions.take(new Action(
                Action.Kind.TEST_EVENT_SENT, clock.instant(), who.getName(), "with code " + wanted, null, List.of()));
        said.addFlashAttribute("said", Trial.words(trial.send(wanted)));
        return "redirect:/config";
    }

    @GetMapping("/audit")
    String audit(Model model) {
        model.addAttribute("audit", audit.audit());
        return "console/audit";
    }
}
