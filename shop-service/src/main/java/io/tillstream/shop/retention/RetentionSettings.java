package io.tillstream.shop.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param visitors how long an order keeps its visitor's data: address, browser, Meta's ids, and the published message with
 *     the sealed customer. At least 30 days, because a bank transfer may take weeks
 */
@ConfigurationProperties("shop.retention")
record RetentionSettings(@DefaultValue("90d") Duration visitors) {

    private static final Duration LEAST = Duration.ofDays(30);

    RetentionSettings {
        Assert.isTrue(
                visitors.compareTo(LEAST) >= 0,
                "RETENTION_VISITORS is " + visitors.toDays()
                        + " days; it must be 30d or more, because a payment may take weeks");
    }
}
