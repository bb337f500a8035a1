package io.tillstream.dispatcher.console.orders;

import io.tillstream.dispatcher.console.table.Csv;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of one order. */
@Controller
class OrdersController {

    /** An event id of 200 characters, @, and a dataset's number of 20 digits. */
    private static final int LONGEST_ID = 221;

    private static final String STRIPE_SESSION = "cs_";

    private final OrderSearch search;

    OrdersController(OrderSearch search) {
        this.search = search;
    }

    /** @param everywhere whether to search all orders for the id */
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
        if (!isId(wanted)) {
            model.addAttribute(
                    "problem",
                    "An id has letters, digits, hyphens and underscores, and no more than " + LONGEST_ID + " of them");
            return "console/orders";
        }
        long started = System.nanoTime();
        Optional<OrderStory> story = find(wanted, everywhere);
        model.addAttribute("took", (System.nanoTime() - started) / 1_000_000);
        model.addAttribute("story", story.orElse(null));
        model.addAttribute("everywhere", everywhere || wanted.startsWith(STRIPE_SESSION));
        return "console/orders";
    }

    /** The timeline as a CSV file. */
    @GetMapping("/orders/timeline.csv")
    ResponseEntity<String> file(@RequestParam String id, @RequestParam(defaultValue = "false") boolean everywhere) {
        String wanted = id.strip();
        return (isId(wanted) ? find(wanted, everywhere) : Optional.<OrderStory>empty())
                .map(OrderStory::timeline)
                .map(Csv::file)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no trace of this order"));
    }

    private static boolean isId(String wanted) {
        return wanted.matches("[\\w.:@-]{1," + LONGEST_ID + "}");
    }

    private Optional<OrderStory> find(String wanted, boolean everywhere) {
        if (everywhere) {
            return search.findAnywhere(wanted);
        }
        // A session's id may be the id of its order.
        Optional<OrderStory> found = search.find(wanted);
        return found.isEmpty() && wanted.startsWith(STRIPE_SESSION) ? search.findAnywhere(wanted) : found;
    }
}
