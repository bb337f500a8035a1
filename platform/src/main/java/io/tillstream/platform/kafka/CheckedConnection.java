package io.tillstream.platform.kafka;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** {@link KafkaConnection}, and a check that Kafka allows each {@link Right} that is a bean. It needs scheduling. */
@Configuration(proxyBeanMethods = false)
@Import({KafkaConnection.class, Rights.class})
public class CheckedConnection {

    @Bean
    RightsHealth kafkaRightsHealthIndicator(Rights rights) {
        return new RightsHealth(rights);
    }
}
