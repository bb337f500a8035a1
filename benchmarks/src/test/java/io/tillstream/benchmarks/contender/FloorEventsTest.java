package io.tillstream.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.benchmarks.order.Orders;
import io.tillstream.benchmarks.order.Seal;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloorEventsTest {

    private final Seal seal = new Seal();
    private final byte[] key =
            Base64.getDecoder().decode(seal.keys().substring(seal.keys().indexOf(':') + 1));
    private final List<byte[]> messages = new Orders(new Random(7), seal)
            .next(2000).stream().map(Orders.Message::value).toList();

    @Test
    void writesTheSameRequestAsJacksonsBinding() throws Exception {
        assertThat(text(request(messages))).isEqualTo(text(BoundEvents.request(messages, key)));
    }

    @Test
    void writesTheSameAgainInTheMemoryOfTheLastRequest() throws Exception {
        FloorEvents events = new FloorEvents(key);
        Body body = new Body();
        write(events, messages, body);
        List<byte[]> few = messages.subList(0, 3);
        write(events, few, body);
        assertThat(text(body.copy())).isEqualTo(text(BoundEvents.request(few, key)));
    }

    @Test
    void findsFieldsInAnyOrder() throws Exception {
        String message = text(messages.getFirst());
        int customer = message.indexOf(",\"customer\":");
        int consent = message.indexOf(",\"consent\":");
        String moved = "{" + message.substring(customer + 1, consent) + "," + message.substring(1, customer)
                + message.substring(consent);
        assertThat(text(request(List.of(moved.getBytes(UTF_8))))).isEqualTo(text(request(messages.subList(0, 1))));
    }

    @Test
    void refusesEscapesAndWhiteSpaceInsteadOfSendingSomethingElse() {
        String message = text(messages.getFirst());
        assertThatThrownBy(() -> request(
                        List.of(message.replace("thanks", "th\\u0061nks").getBytes(UTF_8))))
                .hasMessageContaining("without escapes");
        assertThatThrownBy(() -> request(List.of(message.replace(",\"", ", \"").getBytes(UTF_8))))
                .hasMessageContaining("without white space");
    }

    private byte[] request(List<byte[]> all) throws GeneralSecurityException {
        Body body = new Body();
        write(new FloorEvents(key), all, body);
        return body.copy();
    }

    private static void write(FloorEvents events, List<byte[]> all, Body body) throws GeneralSecurityException {
        FloorEvents.begin(body);
        for (byte[] message : all) {
            events.write(message, body);
        }
        FloorEvents.end(body);
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
