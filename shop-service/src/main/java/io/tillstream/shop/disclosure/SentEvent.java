package io.tillstream.shop.disclosure;

import io.tillstream.shop.order.Messages;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event that Meta got for an order. It is kept nowhere: a dispatcher makes it again from the order's sealed message,
 * by the way on which it was made the first time, and seals its answer.
 */
@Component
class SentEvent {

    private static final Logger log = LoggerFactory.getLogger(SentEvent.class);

    private final Messages messages;
    private final DisclosureSettings settings;
    private final JsonMapper json;
    private final RestClient dispatcher;

    SentEvent(Messages messages, DisclosureSettings settings, JsonMapper json) {
        this.messages = messages;
        this.settings = settings;
        // Money as it was sent, to the last zero.
        this.json = json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        requests.setReadTimeout(settings.timeout());
        this.dispatcher = RestClient.builder().requestFactory(requests).build();
    }

    /** Its JSON, indented; empty when no dispatcher can be asked now. */
    Optional<String> of(UUID orderId) {
        Optional<byte[]> message = settings.dispatcherUrl().isEmpty() ? Optional.empty() : messages.of(orderId);
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
                    .map(messages::open)
                    .map(event -> json.readTree(event).toPrettyString());
        } catch (RestClientException | IllegalArgumentException | JacksonException e) {
            log.atInfo()
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("no dispatcher shows the event that was sent");
            return Optional.empty();
        }
    }
}
