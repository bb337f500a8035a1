package io.tillstream.sandbox.meta;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Receives the events that the Pixel's script sends from the browser. */
@RestController
class PixelEndpoint {

    private static final byte[] ONE_PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Arrivals arrivals;
    private final JsonMapper json;
    private final Clock clock;

    PixelEndpoint(Arrivals arrivals, JsonMapper json, Clock clock) {
        this.arrivals = arrivals;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/tr/")
    ResponseEntity<byte[]> hit(@RequestParam Map<String, String> parameters) {
        arrivals.add(List.of(new Arrival(
                Arrival.BROWSER,
                parameters.getOrDefault("ev", ""),
                parameters.get("eid"),
                clock.instant(),
                null,
                parameters.get("cd[value]"),
                parameters.get("cd[currency]"),
                json.valueToTree(parameters))));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_GIF)
                .cacheControl(CacheControl.noStore())
                .body(ONE_PIXEL);
    }
}
