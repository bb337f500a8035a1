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

/** Runs the reconciler again and again, and says what came of it. */
@Component
class ReconcilerSchedule implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ReconcilerSchedule.class);
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final Reconciler reconciler;
    private final ReconcilerSettings settings;
    private final AccountCheck account;
    private final AtomicLong difference;

    /** Whether the account was looked at, once, by the thread that asks Stripe anyway. */
    private boolean looked;

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
                .description("Since when Stripe's books have not been compared with ours")
                .register(registry);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        if (settings.enabled()) {
            tasks.addFixedDelayTask(new FixedDelayTask(this::run, settings.every(), FIRST));
        }
    }

    private void run() {
        if (!looked) {
            looked = true;
            account.tell();
        }
        try {
            reconciler.run(ReconcilerSchedule::tell).ifPresent(report -> difference.set(report.difference()));
        } catch (DataAccessException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("The reconciler waits: the database does not answer");
        }
    }

    /** One line while it runs, and one at the end if there is anything to say. */
    static void tell(Reconciliation report) {
        if (!report.brokeOff().isEmpty()) {
            log.atWarn()
                    .addKeyValue("cause", report.brokeOff())
                    .addKeyValue("looked", report.looked())
                    .log("The reconciler broke off; the next run begins where this one did");
        } else if (report.difference() != 0) {
            log.atError()
                    .addKeyValue("paid_at_stripe", report.paidAtStripe())
                    .addKeyValue("paid_here", report.paidHere())
                    .addKeyValue("held", report.held())
                    .log(
                            "Stripe's books and ours differ: the next run tries again; if it stays, see docs/operating/shop.md");
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
