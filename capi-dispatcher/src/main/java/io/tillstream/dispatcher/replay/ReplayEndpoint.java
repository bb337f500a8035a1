package io.tillstream.dispatcher.replay;

import java.security.Principal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Replay over HTTP: POST starts one and returns at once, GET tells how far it is. Like every endpoint that changes
 * something it is not exposed unless {@code management.endpoints.web.exposure.include} names it.
 */
@Component
@Endpoint(id = "replay")
class ReplayEndpoint {

    private static final Logger log = LoggerFactory.getLogger(ReplayEndpoint.class);

    private final Replay replay;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Report report = Report.start(true, 0);

    ReplayEndpoint(Replay replay) {
        this.replay = replay;
    }

    /** The running replay, or the last one. */
    @ReadOperation
    Report report() {
        return report;
    }

    /**
     * Starts a replay.
     *
     * @param dryRun only looks unless it is false
     */
    @WriteOperation
    WebEndpointResponse<Map<String, String>> start(
            SecurityContext who,
            @Nullable String letter,
            @Nullable String id,
            @Nullable String reason,
            @Nullable String from,
            @Nullable String to,
            @Nullable Boolean all,
            @Nullable Boolean dryRun) {
        Map<String, String> conditions = new TreeMap<>();
        put(conditions, "letter", letter);
        put(conditions, "id", id);
        put(conditions, "reason", reason);
        put(conditions, "from", from);
        put(conditions, "to", to);
        put(conditions, "all", Boolean.TRUE.equals(all) ? "true" : null);
        Selection selection;
        try {
            selection = Selection.of(conditions);
        } catch (IllegalArgumentException e) {
            return new WebEndpointResponse<>(Map.of("error", String.valueOf(e.getMessage())), 400);
        }
        boolean looks = !Boolean.FALSE.equals(dryRun);
        if (!running.compareAndSet(false, true)) {
            return new WebEndpointResponse<>(Map.of("error", "A replay is running; GET tells how far it is"), 409);
        }
        if (!looks) {
            announce(who.getPrincipal(), conditions);
        }
        report = new Report(looks, 0, 0, 0, Map.of(), java.util.List.of(), false);
        Thread.ofPlatform().name("replay").daemon().start(() -> run(selection, looks));
        return new WebEndpointResponse<>(Map.of("started", "GET tells how far it is"), 202);
    }

    private void announce(@Nullable Principal who, Map<String, String> conditions) {
        try {
            replay.announce(who == null ? "HTTP" : who.getName(), conditions);
        } catch (KafkaException e) {
            running.set(false);
            throw e;
        }
    }

    private void run(Selection selection, boolean dryRun) {
        try {
            replay.run(selection, dryRun, now -> report = now);
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .log("The replay ended before its time; what it let go is on its way. Start it again");
        } finally {
            running.set(false);
        }
    }

    private static void put(Map<String, String> conditions, String name, @Nullable String value) {
        if (value != null) {
            conditions.put(name, value);
        }
    }
}
