package io.tillstream.dispatcher.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What Meta can make of the events, and how much of the revenue it knows. */
@Controller
class QualityController {

    private final BookSheets sheets;
    private final MatchQuality quality;
    private final Now now;

    QualityController(BookSheets sheets, MatchQuality quality, Now now) {
        this.sheets = sheets;
        this.quality = quality;
        this.now = now;
    }

    @GetMapping("/quality")
    String quality(Model model) {
        model.addAttribute("sample", now.sample());
        model.addAttribute("estimate", Cell.number(quality.estimate()));
        model.addAttribute("accepted", quality.accepted());
        model.addAttribute("keys", sheets.matchKeys());
        model.addAttribute("revenue", sheets.revenue());
        model.addAttribute("reasons", sheets.reasons());
        return "console/quality";
    }
}
