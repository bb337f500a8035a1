package io.tillstream.dispatcher.disclosure;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.dispatch.Forecast;
import io.tillstream.dispatcher.dispatch.OrderMessage;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderReader;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives an order-completed message as it is on Kafka, and answers with the event that Meta gets for it. The answer is sealed
 * like the message: only the shop can read it, and a caller without the key learns nothing.
 */
@RestController
class Disclosure {

    /** Kafka's default for message.max.bytes. */
    private static final int LARGEST = 1 << 20;

    private final Forecast forecast;
    private final CustomerSeal seal;
    private final OrderReader reader;

    Disclosure(Forecast forecast, CustomerSeal seal, JsonMapper json) {
        this.forecast = forecast;
        this.seal = seal;
        this.reader = new OrderReader(json);
    }

    /**
     * Answers with a compact JWE of the event's JSON; 422 for a message that cannot become an event, 413 for one that is too
     * large for Kafka.
     */
    @PostMapping(path = "/disclosure", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> of(InputStream body) throws IOException {
        byte[] message = body.readNBytes(LARGEST + 1);
        if (message.length > LARGEST) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body("The message is too large");
        }
        return forecast.event(OrderMessage.read(Origin.unplaced(message), reader))
                .map(event -> ResponseEntity.ok(seal.close(event)))
                .orElseGet(() -> ResponseEntity.unprocessableContent().body("This message cannot become an event"));
    }
}
