package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.Capi;
import io.tillstream.dispatcher.operator.Actions;
import io.tillstream.dispatcher.withdrawal.Withdrawals;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Whether anything may be sent at all: not while an operator pauses, withdrawals are unknown, or every breaker is open. */
@Component
public class Gate {

    private static final Duration WHILE_PAUSED = Duration.ofSeconds(1);
    private static final Duration UNTIL_KAFKA_ANSWERS = Duration.ofSeconds(2);
    private static final String WITHDRAWALS = "withdrawals";

    private final Capi capi;
    private final Actions actions;
    private final Withdrawals withdrawals;
    private final Troubles troubles;

    Gate(Capi capi, Actions actions, Withdrawals withdrawals, Troubles troubles) {
        this.capi = capi;
        this.actions = actions;
        this.withdrawals = withdrawals;
        this.troubles = troubles;
    }

    /** How long nothing can be sent, so that a batch need not be read; zero when something may be sent. */
    public Duration closedFor() {
        if (actions.pause().isPresent()) {
            return WHILE_PAUSED;
        }
        if (!withdrawals.known()) {
            troubles.stand(
                    WITHDRAWALS,
                    "Kafka does not say whose consent was withdrawn. Nothing is lost: orders wait rather than go without"
                            + " consent. Look at the brokers and at the rights on shop.consent-withdrawn.v1",
                    "",
                    null);
            return UNTIL_KAFKA_ANSWERS;
        }
        troubles.over(WITHDRAWALS);
        return capi.shortestWait();
    }
}
