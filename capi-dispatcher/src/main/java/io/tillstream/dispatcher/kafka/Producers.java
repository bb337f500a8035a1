package io.tillstream.dispatcher.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/** What to do with a producer after a failure. */
public final class Producers {

    private Producers() {}

    /**
     * Replaces the producer of a template if Kafka refused its password or certificate. One that was refused before it got its
     * id never asks for one again, even when the password is right by then.
     */
    public static void renewIfRefused(KafkaTemplate<?, ?> kafka, @Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AuthenticationException) {
                kafka.getProducerFactory().reset();
                return;
            }
        }
    }
}
