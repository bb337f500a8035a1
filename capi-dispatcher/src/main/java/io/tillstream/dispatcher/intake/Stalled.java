package io.tillstream.dispatcher.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Breaks liveness when a consumer has stopped by itself or hangs, so that the instance is restarted: such a consumer may never
 * continue. After a stop it also breaks readiness.
 */
@Component
class Stalled {

    private static final Logger log = LoggerFactory.getLogger(Stalled.class);

    /** Kafka's default. */
    private static final int MAX_POLL_INTERVAL = 300_000;

    /** By then the partitions are assigned to others, and every wait has timed out. */
    private static final Duration BEYOND = Duration.ofMinutes(1);

    private static final int FRAMES = 8;

    private final ApplicationEventPublisher events;
    private final ApplicationAvailability availability;
    private final OwnConsumers own;
    private final Duration longest;
    private volatile boolean ended;
    private boolean hangs;

    Stalled(
            ApplicationEventPublisher events,
            ApplicationAvailability availability,
            OwnConsumers own,
            ConsumerFactory<byte[], byte[]> consumers) {
        this.events = events;
        this.availability = availability;
        this.own = own;
        Object interval = consumers
                .getConfigurationProperties()
                .getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL);
        this.longest = Duration.ofMillis(Long.parseLong(interval.toString())).plus(BEYOND);
    }

    @EventListener
    void on(ConsumerStoppedEvent stopped) {
        if (stopped.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
            ended = true;
            log.atError()
                    .addKeyValue("reason", stopped.getReason())
                    .log(
                            "A consumer has stopped and does not start again. FENCED means that another instance has the same"
                                    + " GROUP_INSTANCE_ID: give each its own. Restart this one; its liveness is broken until then");
            outOfService();
        }
    }

    private void outOfService() {
        AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (ended) {
            // At the end of a start, Spring Boot resets the state to ready.
            if (availability.getLivenessState() == LivenessState.CORRECT
                    || availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
                outOfService();
            }
            return;
        }
        List<OwnConsumers.Poll> hanging = own.polls().stream()
                .filter(poll -> poll.secondsAgo() > longest.toSeconds())
                .toList();
        if (!hanging.isEmpty() && !hangs) {
            hangs = true;
            hanging.forEach(this::report);
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        } else if (hanging.isEmpty() && hangs) {
            hangs = false;
            log.atInfo().log("All consumers poll Kafka again");
            AvailabilityChangeEvent.publish(events, this, LivenessState.CORRECT);
        }
    }

    private void report(OwnConsumers.Poll poll) {
        log.atError()
                .addKeyValue("consumer", poll.thread())
                .addKeyValue("seconds", (long) poll.secondsAgo())
                .addKeyValue("longest", longest)
                .addKeyValue("at", stack(poll.thread()))
                .log(
                        "A consumer hangs: it has not polled Kafka for longer than the group allows. Nothing is lost, others"
                                + " have its partitions. Restart this instance unless it is restarted automatically; its"
                                + " liveness is broken until then. Report the method at which it hangs");
    }

    /** Only classes and methods, no values: they could be personal data. */
    private static String stack(String thread) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().startsWith(thread))
                .map(Map.Entry::getValue)
                .map(frames -> Arrays.stream(frames)
                        .limit(FRAMES)
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .collect(Collectors.joining(" < ")))
                .findFirst()
                .orElse("its thread is gone");
    }
}
