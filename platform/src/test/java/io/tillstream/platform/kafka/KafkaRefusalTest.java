package io.tillstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.kafka.KafkaException;

class KafkaRefusalTest {

    @Test
    void a_refused_start_says_what_to_do() {
        assertThat(action(new SaslAuthenticationException("invalid credentials")))
                .contains("KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD");
        assertThat(action(new SslAuthenticationException("SSL handshake failed")))
                .contains("KAFKA_SSL_TRUST_CERTIFICATES");
        assertThat(action(new TopicAuthorizationException(Set.of("orders"))))
                .contains("docs/operating/kafka-access.md");
    }

    @Test
    void another_failure_is_left_to_spring_boot() {
        assertThat(analysis(new UnknownServerException("broken"))).isNull();
    }

    private static String action(ApiException refusal) {
        return Objects.requireNonNull(analysis(refusal)).getAction();
    }

    private static FailureAnalysis analysis(ApiException refusal) {
        return new KafkaRefusal().analyze(new KafkaException("The start stops", refusal));
    }
}
