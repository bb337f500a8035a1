package io.tillstream.shop.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param visitors how long an order keeps who placed it: address, browser, Meta's ids, and the message that was published
 *     with its customer sealed. 30 days at least, as a bank transfer may take weeks
 */
@ConfigurationProperties("shop.retention")
record RetentionSettings(@DefaultValue("90d") Duration visitors) {

    private static final Duration LEAST = Duration.ofDays(30);

    RetentionSettings {
        Assert.isTrue(
                visitors.compareTo(LEAST) >= 0,
                "RETENTION_VISITORS is " + visitors.toDays() + " days; 30d is the least, as a payment may take weeks");
    }
}
