package io.tillstream.dispatcher.console;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What became of one order. */
@Controller
class OrdersController {

    private static final int LONGEST_ID = 120;
    private static final String STRIPE_SESSION = "cs_";

    private final OrderSearch search;

    OrdersController(OrderSearch search) {
        this.search = search;
    }

    /** @param everywhere whether to read all orders for it, if it is not where it should be */
    @GetMapping("/orders")
    String order(
            @RequestParam(required = false) @Nullable String id,
            @RequestParam(defaultValue = "false") boolean everywhere,
            Model model) {
        String wanted = id == null ? "" : id.strip();
        model.addAttribute("id", wanted);
        if (!StringUtils.hasText(wanted)) {
            return "console/orders";
        }
        if (!wanted.matches("[\\w.:@-]{1," + LONGEST_ID + "}")) {
            model.addAttribute(
                    "problem",
                    "An id has letters, digits, hyphens and underscores, and no more than " + LONGEST_ID + " of them");
            return "console/orders";
        }
        long started = System.nanoTime();
        Optional<OrderStory> story =
                everywhere || wanted.startsWith(STRIPE_SESSION) ? search.findAnywhere(wanted) : search.find(wanted);
        model.addAttribute("took", (System.nanoTime() - started) / 1_000_000);
        model.addAttribute("story", story.orElse(null));
        model.addAttribute("everywhere", everywhere || wanted.startsWith(STRIPE_SESSION));
        return "console/orders";
    }
}
