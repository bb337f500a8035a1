package io.tillstream.platform.kafka;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/** Asks Kafka before anything else starts, and then every minute, whether this service may do all that it does. */
class Rights implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Rights.class);
    private static final int PATIENCE_MILLIS = 5000;

    private final KafkaAdmin kafka;
    private final KafkaSettings settings;
    private final List<Right> needed;
    private volatile Set<Right> missing = Set.of();

    Rights(KafkaAdmin kafka, KafkaSettings settings, List<Right> needed) {
        this.kafka = kafka;
        this.settings = settings;
        this.needed = List.copyOf(needed);
    }

    /** Missing ones at the last check. */
    Set<Right> missing() {
        return missing;
    }

    @Scheduled(initialDelay = 60, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void check() {
        Map<String, Object> configuration = new HashMap<>(kafka.getConfigurationProperties());
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(configuration)) {
            report(missing(admin));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.atDebug()
                    .addKeyValue("cause", e.toString())
                    .log("Rights were not checked; the next check is in a minute");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<Right> missing(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, KafkaFuture<TopicDescription>> topics = admin.describeTopics(
                        names(ResourceType.TOPIC), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Map<String, KafkaFuture<ConsumerGroupDescription>> groups = admin.describeConsumerGroups(
                        names(ResourceType.GROUP),
                        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups();
        Set<Right> missing = new LinkedHashSet<>();
        for (Right right : needed) {
            Set<AclOperation> allowed = right.type() == ResourceType.TOPIC
                    ? allowed(topics.get(right.name()), TopicDescription::authorizedOperations)
                    : allowed(groups.get(right.name()), ConsumerGroupDescription::authorizedOperations);
            if (allowed != null && !allowed.contains(right.operation())) {
                missing.add(right);
            }
        }
        return missing;
    }

    private Set<String> names(ResourceType type) {
        return needed.stream()
                .filter(right -> right.type() == type)
                .map(Right::name)
                .collect(Collectors.toSet());
    }

    /** Null when Kafka does not say, for example about a topic that does not exist. */
    private static <T> @Nullable Set<AclOperation> allowed(
            @Nullable KafkaFuture<T> description, Function<T, @Nullable Set<AclOperation>> operations)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (description == null) {
            return null;
        }
        try {
            return operations.apply(description.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Set.of();
            }
            if (e.getCause() instanceof RetriableException) {
                throw e;
            }
            return null;
        }
    }

    private synchronized void report(Set<Right> now) {
        Stream<Right> added = now.stream().filter(right -> !missing.contains(right));
        added.forEach(right -> log.atError()
                .addKeyValue("mend", right.command(principal()))
                .log("{}. Nothing is lost. It is asked again every minute", right.sentence()));
        missing.stream()
                .filter(right -> !now.contains(right))
                .forEach(right -> log.atInfo()
                        .addKeyValue("operation", right.operation())
                        .addKeyValue("name", right.name())
                        .log("Kafka gives the missing right now"));
        missing = Set.copyOf(now);
    }

    /** As the brokers know this service, as far as it knows that itself. */
    private String principal() {
        return settings.saslUsername() == null ? "User:..." : "User:" + settings.saslUsername();
    }

    /** Before topics are created, which needs some of the rights. */
    @Override
    public void afterSingletonsInstantiated() {
        check();
    }
}
