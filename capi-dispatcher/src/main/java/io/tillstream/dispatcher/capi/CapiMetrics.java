package io.tillstream.dispatcher.capi;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
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
    private final AtomicInteger misconfigured;
    private final AtomicInteger versionWarning = new AtomicInteger();

    CapiMetrics(MeterRegistry registry, Guard guard) {
        this.registry = registry;
        Gauge.builder("dispatcher.capi.hold", guard, each -> each.holding().toMillis() / 1000.0)
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
        this.misconfigured = registry.gauge("dispatcher.capi.misconfigured", new AtomicInteger());
    }

    /** 1 from the moment that Meta refuses token, dataset or version until it accepts again. */
    void misconfigured(CapiAnswer answer) {
        if (answer instanceof CapiAnswer.Misconfigured) {
            misconfigured.set(1);
        } else if (answer instanceof CapiAnswer.Accepted) {
            misconfigured.set(0);
        }
    }

    /**
     * Looks at an answer for Meta's warning of a version that it has ended, and answers all the same with a newer one.
     * It is said once when it begins.
     */
    void version(HttpHeaders headers) {
        Optional<String> warning = headers.firstValue(VERSION_WARNING);
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
                .tag("answer", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
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
