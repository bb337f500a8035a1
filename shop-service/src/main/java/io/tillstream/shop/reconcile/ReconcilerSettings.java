package io.tillstream.shop.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param enabled  whether it runs on its schedule; it can always be started by hand
 * @param every    pause between two runs
 * @param firstRun how far back the first run looks; Meta accepts events for 7 days, so older orders are settled but not sent
 */
@ConfigurationProperties("shop.reconciler")
record ReconcilerSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5m") Duration every,
        @DefaultValue("7d") Duration firstRun) {

    /** Stripe lists events for 30 days. */
    static final Duration FURTHEST = Duration.ofDays(30);

    ReconcilerSettings {
        Assert.isTrue(every.compareTo(Duration.ofSeconds(1)) >= 0, "shop.reconciler.every must be 1s or longer");
        Assert.isTrue(
                firstRun.isPositive() && firstRun.compareTo(FURTHEST) <= 0,
                "shop.reconciler.first-run must be longer than zero and at most 30d: Stripe lists no older events");
    }
}
