package io.tillstream.dispatcher.receipt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** @param window how long an event id is remembered; at least a day, at most 14, for which orders stay in Kafka */
@ConfigurationProperties("dispatcher.receipt")
record ReceiptSettings(@DefaultValue("7d") Duration window) {

    ReceiptSettings {
        Assert.isTrue(
                window.compareTo(Duration.ofDays(1)) >= 0 && window.compareTo(Duration.ofDays(14)) <= 0,
                "dispatcher.receipt.window is " + window.toHours()
                        + "h; it takes 1d to 14d. Meta takes orders of the last"
                        + " seven days, so 7d forgets nothing that could still be sent");
    }
}
