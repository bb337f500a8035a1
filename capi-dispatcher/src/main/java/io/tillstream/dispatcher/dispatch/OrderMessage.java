package io.tillstream.dispatcher.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.order.ContractBroken;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.OrderReader;
import io.tillstream.dispatcher.receipt.Sale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/** A message from the topic of orders, read or unreadable. */
public sealed interface OrderMessage {

    Origin origin();

    /** The key of its receipt: the event id, or the place of a message that cannot be read. */
    String id();

    /** For its receipt; null for a message that cannot be read. */
    @Nullable
    Sale sale();

    record Order(Origin origin, OrderCompleted order) implements OrderMessage {

        @Override
        public String id() {
            return order.eventId();
        }

        @Override
        public Sale sale() {
            return new Sale(
                    order.orderId(),
                    origin.offset(),
                    order.paidAt(),
                    order.currency(),
                    order.total(),
                    order.livemode());
        }
    }

    /** @param detail what is wrong, without quoting the message */
    record Unreadable(Origin origin, Reason reason, String detail) implements OrderMessage {

        @Override
        public String id() {
            return origin.toString();
        }

        @Override
        public @Nullable Sale sale() {
            return null;
        }
    }

    /** CloudEvents' type of a message whose event is a Purchase, in the header ce_type. */
    String TYPE = "io.tillstream.order-completed.v1";

    /** The same as bytes, as in the header. */
    byte[] TYPE_BYTES = TYPE.getBytes(US_ASCII);

    /** CloudEvents' type of a message with another event, which older dispatchers must not take for a Purchase. */
    String SUBSCRIPTION_STARTED = "io.tillstream.subscription-started.v1";

    /** CloudEvents' type of the message of this order. */
    static String type(OrderCompleted order) {
        return order.purchase() ? TYPE : SUBSCRIPTION_STARTED;
    }

    /** Reads a message; never fails. A message without a header ce_type counts as an order. */
    static OrderMessage read(Origin origin, OrderReader reader) {
        byte[] value = origin.value();
        if (value == null || value.length == 0) {
            return new Unreadable(origin, Reason.UNDECODABLE, "The message is empty");
        }
        String type = origin.hasType(TYPE_BYTES) ? TYPE : origin.type();
        if (type != null && !type.equals(TYPE) && !type.equals(SUBSCRIPTION_STARTED)) {
            return new Unreadable(
                    origin, Reason.SCHEMA, "The header ce_type says '" + type + "'; here it is " + TYPE + " or absent");
        }
        try {
            OrderCompleted order = reader.read(value);
            if (order == null) {
                return new Unreadable(origin, Reason.SCHEMA, "The message is null instead of an order");
            }
            return type == null || type.equals(type(order))
                    ? new Order(origin, order)
                    : new Unreadable(
                            origin,
                            Reason.SCHEMA,
                            "The header ce_type says '" + type + "'; for the event " + order.eventName() + " it is "
                                    + type(order));
        } catch (DatabindException | InputCoercionException e) {
            return new Unreadable(origin, Reason.SCHEMA, flaw(e));
        } catch (StreamConstraintsException e) {
            return new Unreadable(
                    origin, Reason.UNDECODABLE, "The message is nested deeper, or has a longer number, than is read");
        } catch (JacksonException e) {
            return new Unreadable(origin, Reason.UNDECODABLE, "The message is no JSON" + from(e.getLocation()));
        } catch (RuntimeException e) {
            // Any bytes may come, and a parser has bugs: they cost this message, not those behind it.
            return new Unreadable(
                    origin,
                    Reason.UNDECODABLE,
                    "The message cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static String from(@Nullable TokenStreamLocation place) {
        return place == null || place.getByteOffset() < 0 ? "" : " from byte " + place.getByteOffset() + " on";
    }

    /** The text of our own checks, else the path of the field; a parser's message would quote its value. */
    private static String flaw(JacksonException e) {
        if (e.getCause() instanceof ContractBroken own) {
            return String.valueOf(own.getMessage());
        }
        return e.getPath().isEmpty()
                ? "The message is no JSON object of an order"
                : e.getPath().stream()
                        .map(step -> step.getPropertyName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getPropertyName())
                        .collect(Collectors.joining(".", "The message does not fit the contract at ", ""));
    }
}
