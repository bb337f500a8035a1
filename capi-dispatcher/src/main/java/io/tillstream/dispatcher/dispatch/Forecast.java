package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.capi.CapiEvent;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What would happen to a message if it came now. Nothing is sent and nothing is written. */
@Component
public class Forecast {

    private final Decisions decisions;

    Forecast(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * What would happen to a message.
     *
     * @param verdict in words
     * @param passes  whether it would be settled without being dead-lettered again
     */
    public record Preview(String verdict, boolean passes) {}

    public Preview of(OrderMessage message) {
        return switch (decisions.of(message)) {
            case Decision.Send send -> new Preview("sent", true);
            case Decision.Suppress suppress ->
                new Preview("suppressed: " + suppress.reason().text(), true);
            case Decision.DeadLetter decision ->
                new Preview("dead-lettered again: " + decision.reason().text(), false);
            case Decision.Hold hold -> new Preview("held: " + hold.why(), false);
        };
    }

    /** The event that Meta gets for an order, as JSON; empty when none can be made. */
    public Optional<byte[]> event(OrderMessage message) {
        return decisions.event(message).map(CapiEvent::json);
    }
}
