package io.tillstream.shop.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.tillstream.shop.account.AccountCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Runs the reconciler regularly, and logs and measures the result. */
@Component
class ReconcilerSchedule implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ReconcilerSchedule.class);
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final Reconciler reconciler;
    private final ReconcilerSettings settings;
    private final AccountCheck account;
    private final AtomicLong difference;

    /** Whether the account was checked, once, on this thread, which may wait for Stripe. */
    private boolean accountChecked;

    ReconcilerSchedule(
            Reconciler reconciler,
            ReconcilerRow row,
            ReconcilerSettings settings,
            AccountCheck account,
            MeterRegistry registry,
            Clock clock) {
        this.reconciler = reconciler;
        this.settings = settings;
        this.account = account;
        this.difference = registry.gauge("shop.reconciler.difference", new AtomicLong());
        TimeGauge.builder(
                        "shop.reconciler.watermark.age",
                        row,
                        TimeUnit.SECONDS,
                        each -> Duration.between(each.watermark().orElse(Instant.EPOCH), clock.instant())
                                .toSeconds())
                .description("Time since Stripe's payments were last compared with our orders")
                .register(registry);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        if (settings.enabled()) {
            tasks.addFixedDelayTask(new FixedDelayTask(this::run, settings.every(), FIRST));
        }
    }

    private void run() {
        if (!accountChecked) {
            accountChecked = true;
            account.logFindings();
        }
        try {
            reconciler.run(ReconcilerSchedule::log).ifPresent(report -> difference.set(report.difference()));
        } catch (DataAccessException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("The reconciler waits: the database does not answer");
        }
    }

    /** Logs the progress of a run, and its end if it changed or found anything. */
    static void log(Reconciliation report) {
        if (!report.brokeOff().isEmpty()) {
            log.atWarn()
                    .addKeyValue("cause", report.brokeOff())
                    .addKeyValue("looked", report.looked())
                    .log("The reconciler stopped early; the next run begins at the same time as this one");
        } else if (report.difference() != 0) {
            log.atError()
                    .addKeyValue("paid_at_stripe", report.paidAtStripe())
                    .addKeyValue("paid_here", report.paidHere())
                    .addKeyValue("held", report.held())
                    .log(
                            "Stripe's payments and our orders differ. The next run tries again; if the difference persists, see docs/operating/shop.md");
        } else if (report.finishedAt() == null || report.settled() > 0) {
            log.atInfo()
                    .addKeyValue("looked", report.looked())
                    .addKeyValue("settled", report.settled())
                    .addKeyValue("paid_at_stripe", report.paidAtStripe())
                    .addKeyValue("paid_here", report.paidHere())
                    .log(report.finishedAt() == null ? "reconciling" : "reconciled: webhooks had been missed");
        }
    }
}
