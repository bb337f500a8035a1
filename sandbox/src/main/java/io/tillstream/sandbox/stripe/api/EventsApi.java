package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.webhook.Events;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Events of the last 30 days, each in the API version of its creation. */
@RestController
@RequestMapping(EventsApi.PATH)
class EventsApi {

    static final String PATH = "/v1/events";
    private static final Duration KEPT = Duration.ofDays(30);

    private final Events events;
    private final Listing listing;
    private final Clock clock;

    EventsApi(Events events, Listing listing, Clock clock) {
        this.events = events;
        this.listing = listing;
        this.clock = clock;
    }

    /** Accepts {@code type}, {@code types[n]} and {@code delivery_success} in addition to the parameters of all lists. */
    @GetMapping
    ObjectNode list(@RequestParam Map<String, String> query) {
        Form form = new Form(query);
        List<String> types = form.list("types");
        String success = form.text("delivery_success");
        long oldest = clock.instant().minus(KEPT).getEpochSecond();
        return listing.page(
                PATH,
                events.newest(),
                form,
                Set.of("type"),
                Set.of("types", "delivery_success"),
                event -> event.path("created").asLong() >= oldest
                        && (types.isEmpty() || types.contains(event.path("type").asString()))
                        && (success == null || success.equals(String.valueOf(events.delivered(event)))));
    }

    @GetMapping("/{id}")
    ObjectNode retrieve(@PathVariable String id) {
        return events.find(id).orElseThrow(() -> StripeError.missing("event: '" + id + "'"));
    }
}
