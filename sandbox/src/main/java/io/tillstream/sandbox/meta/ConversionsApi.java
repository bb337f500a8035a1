package io.tillstream.sandbox.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
    private final String accessToken;

    ConversionsApi(
            Arrivals arrivals,
            Faults faults,
            Clock clock,
            @Value("${sandbox.pixel-id}") String pixelId,
            @Value("${sandbox.access-token}") String accessToken) {
        this.arrivals = arrivals;
        this.faults = faults;
        this.clock = clock;
        this.pixelId = pixelId;
        this.accessToken = accessToken;
    }

    @PostMapping(path = "/v{version}/{pixel}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Nullable
    Map<String, Object> receive(
            @PathVariable String version,
            @PathVariable String pixel,
            @RequestBody JsonNode body,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        faults.requested();
        Fault fault = faults.now();
        switch (fault) {
            case UNAVAILABLE -> throw MetaError.unavailable();
            case TOKEN_EXPIRED -> throw MetaError.expiredToken();
            case THROTTLED -> {
                response.setHeader("X-Business-Use-Case-Usage", MetaError.USAGE_AT_THE_LIMIT);
                throw MetaError.throttled();
            }
            case BAD_GATEWAY -> {
                return plain(response, 502, "<html><h1>502 Bad Gateway</h1></html>");
            }
            case EMPTY -> {
                return plain(response, 200, "");
            }
            case TRICKLE -> {
                return trickle(response);
            }
            case SLOW -> TimeUnit.SECONDS.sleep(3);
            case NONE, SHORT, CUT, REFUSES_SOME -> {
                // It takes the events first.
            }
        }
        List<Arrival> accepted = check(version, pixel, body);
        if (fault == Fault.REFUSES_SOME) {
            EventCheck.refuseSome(accepted);
        }
        arrivals.add(accepted);
        if (fault == Fault.CUT) {
            response.setContentLength(1000);
            return plain(response, 200, "{\"events_rec");
        }
        return Map.of(
                "events_received",
                fault == Fault.SHORT ? accepted.size() - 1 : accepted.size(),
                "messages",
                List.of(),
                "fbtrace_id",
                trace());
    }

    /** @throws MetaError for the first thing that is wrong with the request */
    private List<Arrival> check(String version, String pixel, JsonNode body) {
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
            accepted.add(Arrival.server(event, now));
        }
        return accepted;
    }

    /** Null, as the answer is written already. */
    private static @Nullable Map<String, Object> plain(HttpServletResponse response, int status, String text)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.getOutputStream().write(text.getBytes(UTF_8));
        response.flushBuffer();
        return null;
    }

    private static @Nullable Map<String, Object> trickle(HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        for (byte letter : "{\"events_received\":1}".getBytes(UTF_8)) {
            response.getOutputStream().write(letter);
            response.flushBuffer();
            TimeUnit.SECONDS.sleep(1);
        }
        return null;
    }

    @ExceptionHandler
    ResponseEntity<Object> refuse(MetaError error) {
        return error.answer(trace());
    }

    private static String trace() {
        return "A" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
