package io.tillstream.dispatcher.withdrawal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Withdrawals that a test feeds record by record. */
public final class FollowedWithdrawals extends Withdrawals {

    private boolean known = true;

    public FollowedWithdrawals(
            ConsumerFactory<byte[], byte[]> consumers, JsonMapper json, Clock clock, MeterRegistry registry) {
        super(consumers, json, new WithdrawalSettings(Duration.ofSeconds(60)), clock, registry);
    }

    public void follow(ConsumerRecord<byte[], byte[]> record) {
        remember(record);
    }

    /** Whether the follower keeps up. */
    public void known(boolean known) {
        this.known = known;
    }

    @Override
    public boolean known() {
        return known;
    }
}
