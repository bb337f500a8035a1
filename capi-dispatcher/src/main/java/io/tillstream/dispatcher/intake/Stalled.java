package io.tillstream.dispatcher.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.stereotype.Component;

/** A consumer that has ended by itself does not come back: the instance says that it is not alive, and is restarted. */
@Component
class Stalled {

    private static final Logger log = LoggerFactory.getLogger(Stalled.class);

    private final ApplicationEventPublisher events;

    Stalled(ApplicationEventPublisher events) {
        this.events = events;
    }

    @EventListener
    void on(ConsumerStoppedEvent stopped) {
        if (stopped.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
            log.atError()
                    .addKeyValue("reason", stopped.getReason())
                    .log(
                            "A consumer has ended and does not come back. With FENCED another instance has the same HOSTNAME:"
                                    + " give each its own. Restart this one; its liveness is broken until then");
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
    }
}
