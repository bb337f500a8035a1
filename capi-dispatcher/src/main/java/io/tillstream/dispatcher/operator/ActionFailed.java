package io.tillstream.dispatcher.operator;

import org.springframework.kafka.KafkaException;

/** An action that Kafka did not take, or did not confirm. Its message tells the operator which, and what to do. */
public class ActionFailed extends KafkaException {

    ActionFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** Kafka has not got it. */
    static ActionFailed refused(Throwable cause) {
        return new ActionFailed("Kafka did not take the action, so nothing was done. Try again in a moment", cause);
    }

    /** Kafka may have it. */
    static ActionFailed unconfirmed(Throwable cause) {
        return new ActionFailed(
                "Kafka did not confirm the action, and may have it all the same. Look at the audit log in a minute, before"
                        + " you repeat it",
                cause);
    }
}
