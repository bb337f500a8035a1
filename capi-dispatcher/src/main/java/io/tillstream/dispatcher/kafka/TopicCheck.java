package io.tillstream.dispatcher.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.tillstream.platform.kafka.TopicSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Checks the topics soon after the start and every ten minutes: an administrator who created or changed them may not know what
 * depends on their settings. It only reports problems.
 */
@Component
class TopicCheck {

    private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);

    private final Brokers brokers;
    private final TopicSettings settings;
    private final TaggedValues counts;
    private Set<Finding> reported = Set.of();
    private boolean forbidden;

    TopicCheck(Brokers brokers, TopicSettings settings, MeterRegistry registry) {
        this.brokers = brokers;
        this.settings = settings;
        this.counts = new TaggedValues(
                MultiGauge.builder("dispatcher.topic.findings")
                        .description("Number of problems with a topic; the log says which, and how to fix them")
                        .register(registry),
                "topic");
    }

    @Scheduled(initialDelay = 5, fixedDelay = 600, timeUnit = TimeUnit.SECONDS)
    void check() {
        try {
            Brokers.Look look = brokers.look(TopicNames.ALL);
            report(TopicRules.findings(
                    settings.replication(look.brokers()), settings(look).topics()));
        } catch (KafkaException e) {
            if (e.getCause() instanceof AuthorizationException) {
                notAllowed(e);
            } else {
                log.atDebug()
                        .addKeyValue("cause", e.toString())
                        .log("Topics were not checked; retrying at the next check");
            }
        }
    }

    private Brokers.Look settings(Brokers.Look look) {
        try {
            return brokers.withSettings(look);
        } catch (KafkaException e) {
            if (e.getCause() instanceof AuthorizationException) {
                notAllowed(e);
                return look;
            }
            throw e;
        }
    }

    private void notAllowed(KafkaException e) {
        if (!forbidden) {
            forbidden = true;
            log.atInfo()
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log(
                            "The cluster does not allow this service to describe its topics (DESCRIBE, DESCRIBE_CONFIGS); their"
                                    + " settings are not checked");
        }
    }

    void report(List<Finding> found) {
        Set<Finding> now = new LinkedHashSet<>(found);
        for (Finding finding : now) {
            if (!reported.contains(finding)) {
                log.atLevel(finding.level())
                        .addKeyValue("topic", finding.topic())
                        .addKeyValue("setting", finding.setting())
                        .addKeyValue("value", finding.value())
                        .addKeyValue("mend", finding.mend())
                        .log("A topic is set up wrongly. {}", finding.why());
            }
        }
        for (Finding finding : reported) {
            if (!now.contains(finding)) {
                log.atInfo()
                        .addKeyValue("topic", finding.topic())
                        .addKeyValue("setting", finding.setting())
                        .log("A topic is set up correctly again");
            }
        }
        reported = now;
        counts.show(TopicNames.ALL.stream()
                .collect(Collectors.toMap(topic -> topic, topic -> (double) count(found, topic))));
    }

    private static long count(List<Finding> found, String topic) {
        return found.stream()
                .filter(each -> each.topic().equals(topic) && each.level() != Level.INFO)
                .count();
    }
}
