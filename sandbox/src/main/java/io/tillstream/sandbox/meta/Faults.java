package io.tillstream.sandbox.meta;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The simulated fault, until its time ends or another is chosen. */
@Controller
class Faults {

    private static final long LONGEST = Duration.ofHours(24).toSeconds();

    private final Clock clock;
    private final AtomicLong requests = new AtomicLong();
    /** The event ids met since the fault began, in order; the number is an id's place in that order. */
    private final Map<String, Integer> met = new HashMap<>();

    private Fault fault = Fault.NONE;
    private Instant until = Instant.EPOCH;

    Faults(Clock clock) {
        this.clock = clock;
    }

    synchronized Fault now() {
        return clock.instant().isBefore(until) ? fault : Fault.NONE;
    }

    synchronized long secondsLeft() {
        return Math.max(0, Duration.between(clock.instant(), until).toSeconds());
    }

    /** Whether {@link Fault#REFUSES_SOME} refuses this event: the first that it meets, every fifth after it, and these again. */
    synchronized boolean refuses(String eventId) {
        return met.computeIfAbsent(eventId, unseen -> met.size()) % 5 == 0;
    }

    void requested() {
        requests.incrementAndGet();
    }

    /** Used by the page's buttons and by tests. */
    @PostMapping("/sandbox/fault")
    synchronized ResponseEntity<Void> choose(
            @RequestParam Fault kind, @RequestParam(defaultValue = "60") long seconds) {
        fault = kind;
        met.clear();
        until = clock.instant().plusSeconds(Math.clamp(seconds, 0, LONGEST));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .build();
    }

    @GetMapping("/sandbox/requests")
    @ResponseBody
    Map<String, Object> requests() {
        return Map.of("requests", requests.get(), "fault", now());
    }
}
