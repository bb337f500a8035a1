package io.tillstream.dispatcher.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
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
 * Looks whether the topics are as they should be, soon after the start and every ten minutes: who made them beforehand,
 * or changed them since, may not know what depends on them. It tells, and stops nothing.
 */
@Component
class TopicCheck {

    private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);

    private final Brokers brokers;
    private final TopicSettings settings;
    private final TaggedValues counts;
    private Set<Finding> told = Set.of();
    private boolean forbidden;

    TopicCheck(Brokers brokers, TopicSettings settings, MeterRegistry registry) {
        this.brokers = brokers;
        this.settings = settings;
        this.counts = new TaggedValues(
                MultiGauge.builder("dispatcher.topic.findings")
                        .description(
                                "What is not as it should be about a topic; the log tells what, and how to mend it")
                        .register(registry),
                "topic");
    }

    @Scheduled(initialDelay = 5, fixedDelay = 600, timeUnit = TimeUnit.SECONDS)
    void check() {
        try {
            Brokers.Look look = brokers.look(TopicRules.ALL);
            tell(TopicRules.findings(
                    settings.wanted(look.brokers()), settings(look).topics()));
        } catch (KafkaException e) {
            if (e.getCause() instanceof AuthorizationException) {
                notAllowed(e);
            } else {
                log.atDebug()
                        .addKeyValue("cause", e.toString())
                        .log("Topics were not looked at; the next time they are");
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
                            "The cluster does not let this service look at its topics (DESCRIBE, DESCRIBE_CONFIGS); whether they"
                                    + " are as they should be is not checked");
        }
    }

    void tell(List<Finding> found) {
        Set<Finding> now = new LinkedHashSet<>(found);
        for (Finding finding : now) {
            if (!told.contains(finding)) {
                log.atLevel(finding.level())
                        .addKeyValue("topic", finding.topic())
                        .addKeyValue("setting", finding.setting())
                        .addKeyValue("value", finding.value())
                        .addKeyValue("mend", finding.mend())
                        .log("A topic is not as it should be. {}", finding.why());
            }
        }
        for (Finding finding : told) {
            if (!now.contains(finding)) {
                log.atInfo()
                        .addKeyValue("topic", finding.topic())
                        .addKeyValue("setting", finding.setting())
                        .log("What was wrong with a topic is mended");
            }
        }
        told = now;
        counts.show(TopicRules.ALL.stream()
                .collect(Collectors.toMap(topic -> topic, topic -> (double) count(found, topic))));
    }

    private static long count(List<Finding> found, String topic) {
        return found.stream()
                .filter(each -> each.topic().equals(topic) && each.level() != Level.INFO)
                .count();
    }
}
