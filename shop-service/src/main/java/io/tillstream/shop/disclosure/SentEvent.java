package io.tillstream.shop.disclosure;

import io.tillstream.shop.seal.CustomerSeal;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event that was sent to Meta for an order. It is not stored: a dispatcher builds it again from the order's message, by
 * the same code that sent it, and seals its answer.
 */
@Component
class SentEvent {

    private static final Logger log = LoggerFactory.getLogger(SentEvent.class);

    private final JdbcClient jdbc;
    private final CustomerSeal seal;
    private final DisclosureSettings settings;
    private final JsonMapper json;
    private final RestClient dispatcher;

    SentEvent(JdbcClient jdbc, CustomerSeal seal, DisclosureSettings settings, JsonMapper json) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.settings = settings;
        // Amounts keep their trailing zeros, as they were sent.
        this.json = json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        requests.setReadTimeout(settings.timeout());
        this.dispatcher = RestClient.builder().requestFactory(requests).build();
    }

    /** Indented JSON; empty when no dispatcher answers, and when the order has no message. */
    Optional<String> of(UUID orderId) {
        Optional<byte[]> message = settings.dispatcherUrl().isEmpty() ? Optional.empty() : message(orderId);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        try {
            String sealed = dispatcher
                    .post()
                    .uri(settings.dispatcherUrl() + "/disclosure")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(message.get())
                    .retrieve()
                    .body(String.class);
            return Optional.ofNullable(sealed)
                    .map(seal::open)
                    .map(event -> json.readTree(event).toPrettyString());
        } catch (RestClientException | IllegalArgumentException | JacksonException e) {
            log.atInfo()
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("no dispatcher returned the event that was sent");
            return Optional.empty();
        }
    }

    /** The message as it was published; empty before the order is paid, and once it is deleted. */
    private Optional<byte[]> message(UUID orderId) {
        return jdbc.sql("select message from orders where id = ? and message is not null")
                .param(orderId)
                .query((row, index) -> row.getBytes(1))
                .optional();
    }
}
