package io.tillstream.dispatcher.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads messages strictly by their contract: a number is not accepted as text, a fraction not as a whole number, and a text
 * not as a number. Only amounts may be texts or numbers, as shops have sent both.
 *
 * <p>{@link PlainOrderReader} reads a usual message faster than Jackson's binding. Jackson's binding
 * reads every other message, and alone reports errors.
 */
public final class OrderReader {

    private final ObjectReader binding;

    public OrderReader(JsonMapper json) {
        this.binding = binding(json);
    }

    /**
     * The order in a message; null when the message is JSON's null.
     *
     * @throws JacksonException when it is not JSON, or not an order; a {@link ContractBroken} as its cause says why
     */
    public @Nullable OrderCompleted read(byte[] message) {
        OrderCompleted order = PlainOrderReader.read(message);
        return order == null ? binding.readValue(message) : order;
    }

    static ObjectReader binding(JsonMapper json) {
        JsonMapper.Builder strict = json.rebuild()
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Boolean, LogicalType.Textual)) {
            strict.withCoercionConfig(type, coercions -> {
                for (CoercionInputShape other : CoercionInputShape.values()) {
                    coercions.setCoercion(other, CoercionAction.Fail);
                }
            });
        }
        return strict.build().readerFor(OrderCompleted.class);
    }
}
