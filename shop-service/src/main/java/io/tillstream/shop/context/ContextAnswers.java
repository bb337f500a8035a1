package io.tillstream.shop.context;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Reads and stores the body of a request that states a context, answers with a sentence, and counts the outcome. */
@Component
class ContextAnswers {

    private static final Logger log = LoggerFactory.getLogger(ContextAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "30";

    private final Contexts contexts;
    private final MeterRegistry registry;

    ContextAnswers(Contexts contexts, MeterRegistry registry) {
        this.contexts = contexts;
        this.registry = registry;
        // Each starts at 0: Prometheus does not see the first increase of a new counter.
        for (Outcome outcome : Outcome.values()) {
            count(outcome);
        }
    }

    /** What became of a request. */
    enum Outcome {
        STORED,
        NOT_OWNED,
        MALFORMED,
        TOO_LARGE,
        NOT_ALLOWED,
        LIMITED,
        NO_DATABASE
    }

    /** The body of a request; empty when it is refused, and then the answer is written. */
    Optional<ContextBody.Stated> body(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(ContextReader.LARGEST + 1);
        } catch (IOException e) {
            refuse(response, HttpStatus.BAD_REQUEST, Outcome.MALFORMED, "The body ended too early");
            return Optional.empty();
        }
        if (bytes.length > ContextReader.LARGEST) {
            refuse(response, HttpStatus.CONTENT_TOO_LARGE, Outcome.TOO_LARGE, "At most 4096 bytes");
            return Optional.empty();
        }
        return switch (ContextReader.read(bytes)) {
            case ContextBody.Stated stated -> Optional.of(stated);
            case ContextBody.Malformed malformed -> {
                refuse(response, HttpStatus.BAD_REQUEST, Outcome.MALFORMED, malformed.why());
                yield Optional.empty();
            }
        };
    }

    /** A write of a context; false when somebody else owns the reference. */
    interface Write {
        boolean toDatabase(Contexts contexts);
    }

    /** Answers 204 also where somebody else owns the reference: nobody can find out which references exist. */
    void store(Write write, HttpServletResponse response) throws IOException {
        try {
            count(write.toDatabase(contexts) ? Outcome.STORED : Outcome.NOT_OWNED)
                    .increment();
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } catch (DataAccessException | TransactionException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("A visitor's context could not be stored");
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, Outcome.NO_DATABASE, "Try again later");
        }
    }

    void refuse(HttpServletResponse response, HttpStatus status, Outcome outcome, String why) throws IOException {
        count(outcome).increment();
        write(response, status, why);
    }

    static void write(HttpServletResponse response, HttpStatus status, String why) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.getOutputStream().write((why + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Counter count(Outcome outcome) {
        return registry.counter("shop.contexts", "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }
}
