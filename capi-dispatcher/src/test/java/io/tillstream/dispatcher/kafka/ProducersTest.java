package io.tillstream.dispatcher.kafka;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

class ProducersTest {

    @SuppressWarnings("unchecked")
    private final ProducerFactory<String, byte[]> factory = mock(ProducerFactory.class);

    private final KafkaTemplate<String, byte[]> kafka = new KafkaTemplate<>(factory);

    @Test
    void a_producer_whose_password_kafka_refused_is_replaced() {
        Producers.renewIfRefused(kafka, new ExecutionException(new SaslAuthenticationException("wrong password")));

        verify(factory).reset();
    }

    @Test
    void a_producer_that_failed_otherwise_goes_on() {
        Producers.renewIfRefused(kafka, new TimeoutException("no broker"));
        Producers.renewIfRefused(kafka, null);

        verify(factory, never()).reset();
    }
}
