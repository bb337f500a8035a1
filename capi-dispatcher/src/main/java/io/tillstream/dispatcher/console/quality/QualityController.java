package io.tillstream.dispatcher.console.quality;

import io.tillstream.dispatcher.console.now.Now;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.dispatch.CommonAddress;
import java.util.OptionalInt;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page Quality: match keys, revenue, and reasons for orders that were not sent. */
@Controller
class QualityController {

    private final BookSheets sheets;
    private final MatchQuality quality;
    private final CommonAddress addresses;
    private final Now now;

    QualityController(BookSheets sheets, MatchQuality quality, CommonAddress addresses, Now now) {
        this.sheets = sheets;
        this.quality = quality;
        this.addresses = addresses;
        this.now = now;
    }

    @GetMapping("/quality")
    String quality(Model model) {
        model.addAttribute("sample", now.sample());
        model.addAttribute("estimate", Cell.number(quality.estimate()));
        OptionalInt oneAddress = addresses.percentOfMost();
        model.addAttribute("oneAddress", oneAddress.isPresent() ? oneAddress.getAsInt() : null);
        model.addAttribute("accepted", quality.accepted());
        model.addAttribute("keys", sheets.matchKeys());
        model.addAttribute("revenue", sheets.revenue());
        model.addAttribute("reasons", sheets.reasons());
        return "console/quality";
    }
}
