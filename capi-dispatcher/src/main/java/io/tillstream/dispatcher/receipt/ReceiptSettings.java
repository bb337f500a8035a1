package io.tillstream.dispatcher.receipt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** @param window how long an event id is remembered, 1 to 15 days; receipts stay in Kafka for 15 */
@ConfigurationProperties("dispatcher.receipt")
record ReceiptSettings(@DefaultValue("15d") Duration window) {

    ReceiptSettings {
        Assert.isTrue(
                window.compareTo(Duration.ofDays(1)) >= 0 && window.compareTo(Duration.ofDays(15)) <= 0,
                "dispatcher.receipt.window is " + window.toHours()
                        + "h; it must be between 1d and 15d. Orders stay in Kafka"
                        + " for 14 days, so 15d covers all of them");
    }
}
