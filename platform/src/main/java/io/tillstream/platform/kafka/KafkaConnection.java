package io.tillstream.platform.kafka;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Connects every client of a service to Kafka in the same way: Spring Boot's factories and its KafkaAdmin all use these details.
 * An application imports it, or {@link CheckedConnection}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaSettings.class, TopicSettings.class})
public class KafkaConnection {

    /** Adds the sign-in to Spring Boot's properties as well, as connection details do not contain it. */
    @Bean
    KafkaConnectionDetails kafkaConnectionDetails(KafkaProperties properties, KafkaSettings settings) {
        properties.getProperties().putAll(SignIn.properties(settings));
        return new Details(
                properties.getBootstrapServers(),
                settings.securityProtocol(),
                settings.encrypts() ? new PemFiles(settings) : null);
    }

    private record Details(
            List<String> brokers, String protocol, @Nullable SslBundle certificates) implements KafkaConnectionDetails {

        @Override
        public List<String> getBootstrapServers() {
            return brokers;
        }

        @Override
        public String getSecurityProtocol() {
            return protocol;
        }

        @Override
        public @Nullable SslBundle getSslBundle() {
            return certificates;
        }
    }
}
