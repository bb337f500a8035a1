package io.tillstream.sandbox.meta;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of received events, with browser and server side by side. */
@Controller
class EventsPage {

    private static final int SHOWN = 100;

    private final Arrivals arrivals;
    private final Faults faults;

    EventsPage(Arrivals arrivals, Faults faults) {
        this.arrivals = arrivals;
        this.faults = faults;
    }

    @GetMapping("/")
    String show(Model model) {
        List<Arrival> all = arrivals.all();
        List<Arrivals.Pair> pairs = arrivals.pairs();
        model.addAttribute("fault", faults.now());
        model.addAttribute("secondsLeft", faults.secondsLeft());
        model.addAttribute("faults", Fault.values());
        model.addAttribute("received", all.size());
        model.addAttribute(
                "browser",
                all.stream()
                        .filter(each -> each.source().equals(Arrival.BROWSER))
                        .count());
        model.addAttribute(
                "server",
                all.stream()
                        .filter(each -> each.source().equals(Arrival.SERVER))
                        .count());
        model.addAttribute("counted", pairs.size());
        model.addAttribute("pairs", pairs.stream().limit(SHOWN).toList());
        model.addAttribute(
                "others",
                all.reversed().stream()
                        .filter(each -> each.eventId() == null)
                        .limit(SHOWN)
                        .toList());
        return "meta/events";
    }

    /** One line of event id and time for each server event received; repeated events repeat their line. */
    @GetMapping(path = "/sandbox/server-events", produces = "text/plain")
    @ResponseBody
    String serverEvents() {
        return arrivals.all().stream()
                .filter(each -> each.source().equals(Arrival.SERVER))
                .map(each -> each.eventId() + " " + each.time() + "\n")
                .collect(Collectors.joining());
    }

    /** All received events as JSON. */
    @GetMapping("/sandbox/events")
    @ResponseBody
    List<Arrival> all() {
        return arrivals.all();
    }
}
