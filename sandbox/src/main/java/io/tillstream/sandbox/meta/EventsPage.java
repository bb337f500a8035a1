package io.tillstream.sandbox.meta;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What Meta has seen of the shop, browser and server side by side. */
@Controller
class EventsPage {

    private static final int SHOWN = 100;

    private final Arrivals arrivals;

    EventsPage(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @GetMapping("/")
    String show(Model model) {
        List<Arrival> all = arrivals.all();
        List<Arrivals.Pair> pairs = arrivals.pairs();
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

    /** The same for programs. */
    @GetMapping("/sandbox/events")
    @ResponseBody
    List<Arrival> all() {
        return arrivals.all();
    }
}
