package io.tillstream.dispatcher.withdrawal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** @param longestBehind how old what is known of withdrawals may be before orders wait; 5s at least */
@ConfigurationProperties("dispatcher.withdrawal")
record WithdrawalSettings(@DefaultValue("60s") Duration longestBehind) {

    WithdrawalSettings {
        Assert.isTrue(
                longestBehind.compareTo(Duration.ofSeconds(5)) >= 0,
                "dispatcher.withdrawal.longest-behind is " + longestBehind.toMillis()
                        + "ms; it takes 5s and more, as Kafka is asked for the end of the topic every 2s");
    }
}
