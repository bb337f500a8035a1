package io.tillstream.dispatcher.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.dispatcher.operator.Action;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * Replay over HTTP: POST starts a replay and returns at once, GET returns its progress, DELETE cancels it. Like every endpoint
 * that changes something, it is exposed only if {@code management.endpoints.web.exposure.include} names it.
 */
@Component
@Endpoint(id = "replay")
class ReplayEndpoint {

    private static final Logger log = LoggerFactory.getLogger(ReplayEndpoint.class);

    private final Replay replay;
    private final Runs runs;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Report report = Report.start(true, 0);

    ReplayEndpoint(Replay replay, Runs runs) {
        this.replay = replay;
        this.runs = runs;
    }

    /**
     * Answer to GET.
     *
     * @param report  of the current or last replay of this endpoint
     * @param running replays that run now, on any instance
     */
    record State(@JsonUnwrapped Report report, List<String> running) {}

    @ReadOperation
    State report() {
        return new State(report, runs.words());
    }

    /** Cancels the running replay on any instance; what was replayed stays replayed. */
    @DeleteOperation
    WebEndpointResponse<Map<String, String>> cancel(SecurityContext who) {
        List<String> running = runs.running().stream().map(Action::job).toList();
        if (running.isEmpty()) {
            return new WebEndpointResponse<>(Map.of("error", "Nothing is being replayed"), 404);
        }
        running.forEach(id -> runs.cancel(id, name(who)));
        return new WebEndpointResponse<>(Map.of("cancelled", String.join(", ", running)), 202);
    }

    /**
     * Starts a replay.
     *
     * @param dryRun replays only if it is false; otherwise only checks
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
        if (!busy.compareAndSet(false, true)) {
            return conflict();
        }
        boolean started = false;
        try {
            started = Boolean.FALSE.equals(dryRun)
                    ? replay(selection, name(who), conditions)
                    : inBackground(true, () -> look(selection));
        } finally {
            if (!started) {
                busy.set(false);
            }
        }
        return started ? new WebEndpointResponse<>(Map.of("started", "GET returns its progress"), 202) : conflict();
    }

    private WebEndpointResponse<Map<String, String>> conflict() {
        return new WebEndpointResponse<>(
                Map.of(
                        "error",
                        "A replay is running; GET returns its progress, DELETE cancels it. "
                                + String.join("; ", runs.words())),
                409);
    }

    private boolean replay(Selection selection, String who, Map<String, String> conditions) {
        Optional<Run> begun = runs.begin(who, "replay of " + conditions);
        begun.ifPresent(run ->
                inBackground(false, () -> report = run.go(selection, Integer.MAX_VALUE, now -> report = now)));
        return begun.isPresent();
    }

    private boolean inBackground(boolean looks, Runnable work) {
        report = Report.start(looks, 0).begun();
        Thread.ofPlatform().name("replay").daemon().start(() -> {
            try {
                work.run();
            } finally {
                busy.set(false);
            }
        });
        return true;
    }

    private void look(Selection selection) {
        String ended = Report.FAILED;
        try {
            replay.run(selection, true, now -> report = now);
            ended = Report.DONE;
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A dry run of a replay failed. Start it again");
        } finally {
            report = report.ended(ended);
        }
    }

    private static String name(SecurityContext who) {
        Principal principal = who.getPrincipal();
        return principal == null ? "HTTP" : principal.getName();
    }

    private static void put(Map<String, String> conditions, String name, @Nullable String value) {
        if (value != null) {
            conditions.put(name, value);
        }
    }
}
