package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.now.Pulse;
import io.tillstream.dispatcher.intake.IntakeGroup;
import io.tillstream.dispatcher.kafka.Instance;
import io.tillstream.dispatcher.operator.Action;
import io.tillstream.dispatcher.operator.ActionFailed;
import io.tillstream.dispatcher.operator.Actions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.KafkaException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The model of the frame that every page has: the user, their rights, a pause, and how much of the history is read. */
@ControllerAdvice(basePackageClasses = Shell.class)
class Shell {

    private static final Logger log = LoggerFactory.getLogger(Shell.class);

    private final Actions actions;
    private final Ledger ledger;
    private final Pulse pulse;
    private final Capi capi;
    private final Instance instance;
    private final IntakeGroup group;

    Shell(Actions actions, Ledger ledger, Pulse pulse, Capi capi, Instance instance, IntakeGroup group) {
        this.actions = actions;
        this.ledger = ledger;
        this.pulse = pulse;
        this.capi = capi;
        this.instance = instance;
        this.group = group;
    }

    /**
     * The model of the frame.
     *
     * @param path          of the page, to mark it in the menu
     * @param who           name of the user; empty when not signed in
     * @param paused        the action by which all dispatchers are paused; null while they are not
     * @param percentRead   how much of Kafka's history this instance has read, 0 to 100
     * @param dataset       the last four digits of its number
     */
    record Frame(
            String path,
            String who,
            boolean mayAct,
            @Nullable Action paused,
            int percentRead,
            boolean testing,
            String dataset,
            String instance,
            String group) {}

    /** Null for a user who has not signed in: they see nothing, and nothing is read from Kafka for them. */
    @ModelAttribute("frame")
    @Nullable
    Frame frame(HttpServletRequest request) {
        if (request.getUserPrincipal() == null) {
            return null;
        }
        pulse.look();
        return of(request);
    }

    private Frame of(HttpServletRequest request) {
        Principal who = request.getUserPrincipal();
        return new Frame(
                request.getRequestURI(),
                who == null ? "" : who.getName(),
                request.isUserInRole("OPERATOR"),
                actions.pause().orElse(null),
                ledger.percent(),
                capi.testing(),
                tail(capi.dataset()),
                instance.name(),
                group.id());
    }

    private static String tail(String dataset) {
        return dataset.length() <= 4 ? dataset : "…" + dataset.substring(dataset.length() - 4);
    }

    @ExceptionHandler(ActionFailed.class)
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    String actionFailed(ActionFailed e, HttpServletRequest request, Model model) {
        log.atWarn().addKeyValue("cause", String.valueOf(e.getCause())).log("An operator's action failed");
        return trouble("Action not confirmed", String.valueOf(e.getMessage()), request, model);
    }

    @ExceptionHandler(KafkaException.class)
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    String kafkaIsAway(KafkaException e, HttpServletRequest request, Model model) {
        log.atWarn()
                .addKeyValue("cause", String.valueOf(e.getMessage()))
                .log("A console page could not be built, because Kafka did not answer");
        return trouble(
                "Kafka does not answer",
                "The page could not be built. Orders are safe in Kafka. Try again in a moment",
                request,
                model);
    }

    private String trouble(String title, String text, HttpServletRequest request, Model model) {
        model.addAttribute("frame", of(request));
        model.addAttribute("title", title);
        model.addAttribute("text", text);
        return "console/trouble";
    }
}
