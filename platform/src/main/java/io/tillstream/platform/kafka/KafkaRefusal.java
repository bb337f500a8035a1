package io.tillstream.platform.kafka;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the start stops because Kafka refuses this service. */
public final class KafkaRefusal extends AbstractFailureAnalyzer<ApiException> {

    /** For Spring Boot. */
    public KafkaRefusal() {}

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ApiException cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof SslAuthenticationException) {
            return new FailureAnalysis(
                    "No encrypted connection to Kafka: " + said,
                    "Put the certificates that sign the brokers' ones into KAFKA_SSL_TRUST_CERTIFICATES. If the brokers ask"
                            + " for a certificate, set KAFKA_SSL_CERTIFICATE and KAFKA_SSL_PRIVATE_KEY",
                    cause);
        }
        if (cause instanceof AuthenticationException) {
            return new FailureAnalysis(
                    "Kafka refuses the sign-in: " + said,
                    "Compare KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD with the user at Kafka",
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return new FailureAnalysis(
                    "Kafka does not allow this service what it needs: " + said,
                    "Give the right that is missing. An ERROR above has the command, and docs/operating/kafka-access.md has"
                            + " all rights",
                    cause);
        }
        return null;
    }
}
