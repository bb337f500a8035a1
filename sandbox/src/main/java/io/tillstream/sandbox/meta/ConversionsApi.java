package io.tillstream.sandbox.meta;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
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
    private final Faults faults;
    private final Clock clock;
    private final String pixelId;
    private final String secondPixelId;
    private final AccessToken accessToken;

    ConversionsApi(
            Arrivals arrivals,
            Faults faults,
            Clock clock,
            @Value("${sandbox.pixel-id}") String pixelId,
            @Value("${sandbox.second-pixel-id:2222222222222222}") String secondPixelId,
            AccessToken accessToken) {
        this.arrivals = arrivals;
        this.faults = faults;
        this.clock = clock;
        this.pixelId = pixelId;
        this.secondPixelId = secondPixelId;
        this.accessToken = accessToken;
    }

    @PostMapping(path = "/v{version}/{pixel}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Nullable
    Map<String, Object> receive(
            @PathVariable String version,
            @PathVariable String pixel,
            @RequestBody JsonNode body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        faults.requested();
        Fault fault = faults.now();
        if (FaultAnswers.instead(fault, pixel.equals(secondPixelId), response)) {
            return null;
        }
        List<Arrival> sent = check(version, pixel, body);
        List<Arrival> taken = FaultAnswers.taken(fault, faults, sent);
        arrivals.add(taken);
        if (FaultAnswers.broken(fault, request, response)) {
            return null;
        }
        return Map.of(
                "events_received",
                fault == Fault.SHORT ? sent.size() - 1 : taken.size(),
                "messages",
                List.of(),
                "fbtrace_id",
                trace());
    }

    /** @throws MetaError for the first error in the request */
    private List<Arrival> check(String version, String pixel, JsonNode body) {
        if (!version.matches("\\d+\\.\\d") || Double.parseDouble(version) < OLDEST_VERSION) {
            throw MetaError.oldVersion("v" + version);
        }
        if (!accessToken.is(body.path("access_token").asString(""))) {
            throw MetaError.badToken();
        }
        if (!pixel.equals(pixelId) && !pixel.equals(secondPixelId)) {
            throw MetaError.noSuchPixel(pixel);
        }
        JsonNode data = body.path("data");
        if (!data.isArray() || data.isEmpty() || data.size() > MOST_EVENTS) {
            throw MetaError.invalid(2804019, "Invalid Number Of Events", "data must have 1 to 1000 events");
        }
        Instant now = clock.instant();
        List<Arrival> accepted = new ArrayList<>();
        for (JsonNode event : data) {
            EventCheck.check(event, now);
            accepted.add(Arrival.server(event, now));
        }
        return accepted;
    }

    @ExceptionHandler
    ResponseEntity<Object> refuse(MetaError error) {
        return error.answer(trace());
    }

    private static String trace() {
        return "A" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
