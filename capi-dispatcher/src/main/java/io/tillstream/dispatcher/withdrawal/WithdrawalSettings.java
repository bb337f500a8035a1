package io.tillstream.dispatcher.withdrawal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** @param longestBehind maximum age of the known withdrawals before orders wait; at least 5s */
@ConfigurationProperties("dispatcher.withdrawal")
record WithdrawalSettings(@DefaultValue("60s") Duration longestBehind) {

    WithdrawalSettings {
        Assert.isTrue(
                longestBehind.compareTo(Duration.ofSeconds(5)) >= 0,
                "dispatcher.withdrawal.longest-behind is " + longestBehind.toMillis()
                        + "ms; it must be 5s or more, as Kafka is asked for the end of the topic every 2s");
    }
}
