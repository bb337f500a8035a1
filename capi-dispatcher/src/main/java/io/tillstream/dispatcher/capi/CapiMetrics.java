package io.tillstream.dispatcher.capi;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How Meta answers, how fast, and how full the requests are. */
@Component
class CapiMetrics {

    private static final Logger log = LoggerFactory.getLogger(CapiMetrics.class);
    private static final String VERSION_WARNING = "X-Ad-Api-Version-Warning";

    private final MeterRegistry registry;
    private final DistributionSummary batch;
    private final Set<String> misconfigured = ConcurrentHashMap.newKeySet();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger versionWarning = new AtomicInteger();

    CapiMetrics(MeterRegistry registry, Guards guards) {
        this.registry = registry;
        Gauge.builder("dispatcher.capi.hold", guards, each -> each.longestWait().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description(
                        "How long no request goes to Meta yet: an open breaker, a limit, a refusal; 0 when one may go")
                .register(registry);
        this.batch = DistributionSummary.builder("dispatcher.capi.batch")
                .baseUnit("events")
                .description("Events in one request to Meta")
                .register(registry);
        Gauge.builder("dispatcher.capi.version.warning", versionWarning, AtomicInteger::get)
                .description("1 while Meta warns that the version of its API that is asked for has ended, or soon ends")
                .register(registry);
        Gauge.builder("dispatcher.capi.misconfigured", misconfigured, datasets -> datasets.isEmpty() ? 0 : 1)
                .description("1 while Meta refuses token, dataset or version for some dataset")
                .register(registry);
        Gauge.builder("dispatcher.capi.blocked", blocked, datasets -> datasets.isEmpty() ? 0 : 1)
                .description("1 while Meta blocks the app or page for its policies (code 368)")
                .register(registry);
    }

    /** A dataset counts as misconfigured or blocked from Meta's first such answer until its next acceptance. */
    void standing(String dataset, CapiAnswer answer) {
        switch (answer) {
            case CapiAnswer.Misconfigured wrong -> misconfigured.add(dataset);
            case CapiAnswer.Throttled throttled -> {
                if (throttled.blocked()) {
                    blocked.add(dataset);
                }
            }
            case CapiAnswer.Accepted accepted -> {
                misconfigured.remove(dataset);
                blocked.remove(dataset);
            }
            default -> {
                // No other answer says anything about either.
            }
        }
    }

    /**
     * Looks for Meta's warning that the API version has ended and a newer one answered. The warning is logged once when it
     * begins. Only an answer with status 200 shows that it has ended: a gateway knows no versions.
     */
    void version(int status, HttpHeaders headers) {
        Optional<String> warning = headers.firstValue(VERSION_WARNING);
        if (warning.isEmpty() && status != 200) {
            return;
        }
        int before = versionWarning.getAndSet(warning.isPresent() ? 1 : 0);
        if (before == 0) {
            warning.ifPresent(text -> log.atWarn()
                    .addKeyValue("detail", MetaText.clean(text))
                    .log(
                            "Meta warns of the API version that this dispatcher asks for. Events still pass. Put a newer version"
                                    + " into META_API_VERSION, restart, and look at Events Manager"));
        }
    }

    void answered(CapiAnswer answer, int events, long nanos) {
        batch.record(events);
        Timer.builder("dispatcher.capi.request")
                .tag("answer", answer.text())
                .tag(
                        "cause",
                        answer instanceof CapiAnswer.Unreachable unreachable
                                ? unreachable.cause().text()
                                : "none")
                .description("Requests to Meta by what it answered")
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }
}
