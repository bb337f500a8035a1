package io.tillstream.dispatcher.dispatch;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.receipt.Sale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A message of the topic of orders, read or found unreadable. */
public sealed interface Incoming {

    Origin origin();

    /** What its receipt is kept under: the event id, or where the message lies when it has none that can be read. */
    String id();

    /** For its receipt; null when it could not be read. */
    @Nullable
    Sale sale();

    record Order(Origin origin, OrderCompleted order) implements Incoming {

        @Override
        public String id() {
            return order.eventId();
        }

        @Override
        public Sale sale() {
            return new Sale(order.orderId(), origin.offset(), order.paidAt(), order.currency(), order.total());
        }
    }

    /** @param detail what is wrong with it, without anything that stood in it */
    record Unreadable(Origin origin, Reason reason, String detail) implements Incoming {

        @Override
        public String id() {
            return origin.toString();
        }

        @Override
        public @Nullable Sale sale() {
            return null;
        }
    }

    /** What {@link #read} takes; made once, as making it costs more than reading. */
    static ObjectReader reader(JsonMapper json) {
        return json.readerFor(OrderCompleted.class);
    }

    /** Reads a message; never fails. */
    static Incoming read(Origin origin, ObjectReader reader) {
        byte[] value = origin.value();
        if (value == null || value.length == 0) {
            return new Unreadable(origin, Reason.UNDECODABLE, "The message is empty");
        }
        try {
            return new Order(origin, reader.readValue(value));
        } catch (StreamReadException e) {
            return new Unreadable(
                    origin,
                    Reason.UNDECODABLE,
                    "The message is no JSON from byte " + e.getLocation().getByteOffset() + " on");
        } catch (JacksonException e) {
            return new Unreadable(origin, Reason.SCHEMA, flaw(e));
        }
    }

    /** What our own checks say, else where it is; a parser's message would quote what stood there. */
    private static String flaw(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException own
                ? String.valueOf(own.getMessage())
                : "The message does not fit the contract at "
                        + e.getPath().stream()
                                .map(step -> step.getPropertyName() == null
                                        ? Integer.toString(step.getIndex())
                                        : step.getPropertyName())
                                .collect(Collectors.joining("."));
    }
}
