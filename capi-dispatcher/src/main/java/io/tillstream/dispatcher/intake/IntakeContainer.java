package io.tillstream.dispatcher.intake;

import io.tillstream.dispatcher.kafka.Instance;
import io.tillstream.dispatcher.settings.RoleSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;

/** How orders are consumed: in batches, after the receipts are restored, with endless retries. */
@Configuration(proxyBeanMethods = false)
class IntakeContainer {

    /** Longer than a request to Meta and its receipts can take, so that they finish before a stop. */
    private static final Duration STOP = Duration.ofSeconds(25);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration RIGHTS_MISSING = Duration.ofSeconds(10);

    @Bean
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory(
            ConsumerFactory<byte[], byte[]> consumers,
            IntakeSettings settings,
            RoleSettings roles,
            Instance instance,
            Assignment assignment,
            Positions positions) {
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(members(consumers, settings));
        factory.setAutoStartup(roles.takesOrders());
        factory.setBatchListener(true);
        factory.setConcurrency(settings.concurrency());
        factory.setCommonErrorHandler(new LastResort());
        factory.setBatchInterceptor(new BeforeEachPoll(positions));
        ContainerProperties container = factory.getContainerProperties();
        container.setGroupId(settings.groupId());
        container.setClientId(instance.name());
        container.setAckMode(ContainerProperties.AckMode.MANUAL);
        // Waiting orders are retried while no new ones come.
        container.setPollTimeout(LOOK_AGAIN.toMillis());
        // A missing permission may be granted later; until then the container retries instead of stopping.
        container.setAuthExceptionRetryInterval(RIGHTS_MISSING);
        container.setShutdownTimeout(STOP.toMillis());
        container.setConsumerRebalanceListener(assignment);
        return factory;
    }

    /** Consumers that are members of the group. The other factory makes those that only read topics. */
    private static ConsumerFactory<byte[], byte[]> members(
            ConsumerFactory<byte[], byte[]> consumers, IntakeSettings settings) {
        Map<String, Object> configuration = new HashMap<>(consumers.getConfigurationProperties());
        configuration.putAll(settings.membership());
        DefaultKafkaConsumerFactory<byte[], byte[]> members = new DefaultKafkaConsumerFactory<>(configuration);
        consumers.getListeners().forEach(members::addListener);
        return members;
    }
}
