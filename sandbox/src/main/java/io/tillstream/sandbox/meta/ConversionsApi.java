package io.tillstream.sandbox.meta;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The events endpoint of Meta's Graph API. */
@RestController
class ConversionsApi {

    private static final int MOST_EVENTS = 1000;
    private static final int OLDEST_VERSION = 22;

    private final Arrivals arrivals;
    private final Clock clock;
    private final String pixelId;
    private final String accessToken;

    ConversionsApi(
            Arrivals arrivals,
            Clock clock,
            @Value("${sandbox.pixel-id}") String pixelId,
            @Value("${sandbox.access-token}") String accessToken) {
        this.arrivals = arrivals;
        this.clock = clock;
        this.pixelId = pixelId;
        this.accessToken = accessToken;
    }

    @PostMapping(path = "/v{version}/{pixel}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> receive(@PathVariable String version, @PathVariable String pixel, @RequestBody JsonNode body) {
        if (!version.matches("\\d+\\.\\d") || Double.parseDouble(version) < OLDEST_VERSION) {
            throw MetaError.oldVersion("v" + version);
        }
        if (!body.path("access_token").asString("").equals(accessToken)) {
            throw MetaError.badToken();
        }
        if (!pixel.equals(pixelId)) {
            throw MetaError.noSuchPixel(pixel);
        }
        JsonNode data = body.path("data");
        if (!data.isArray() || data.isEmpty() || data.size() > MOST_EVENTS) {
            throw MetaError.invalid(2804019, "Invalid Number Of Events", "data takes 1 to 1000 events");
        }
        Instant now = clock.instant();
        List<Arrival> accepted = new ArrayList<>();
        for (JsonNode event : data) {
            EventCheck.check(event, now);
            JsonNode purchase = event.path("custom_data");
            accepted.add(new Arrival(
                    Arrival.SERVER,
                    event.path("event_name").asString(),
                    event.path("event_id").asString(null),
                    now,
                    purchase.path("value").isMissingNode()
                            ? null
                            : purchase.path("value").asString(),
                    purchase.path("currency").asString(null),
                    event));
        }
        arrivals.add(accepted);
        return Map.of("events_received", accepted.size(), "messages", List.of(), "fbtrace_id", trace());
    }

    @ExceptionHandler
    ResponseEntity<Object> refuse(MetaError error) {
        return error.answer(trace());
    }

    private static String trace() {
        return "A" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
