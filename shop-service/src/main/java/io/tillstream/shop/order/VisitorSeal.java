package io.tillstream.shop.order;

import io.tillstream.shop.visitor.Visitor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A visitor for safe keeping at Stripe, beside the order's session: from there an order can be made again. */
@Component
public class VisitorSeal {

    private static final Visitor NOBODY = new Visitor(Visitor.Choice.DENIED, null, null, null, null, null, null);

    private final CustomerSeal seal;
    private final Messages messages;
    private final JsonMapper json;

    VisitorSeal(CustomerSeal seal, Messages messages, JsonMapper json) {
        this.seal = seal;
        this.messages = messages;
        this.json = json;
    }

    /** Closes what of a visitor may be kept. Sealed twice, the same visitor reads differently. */
    String close(Visitor visitor) {
        return seal.close(visitor.keepable());
    }

    /** @return a visitor who did not agree when the seal is not one of ours */
    public Visitor open(String jwe) {
        try {
            return json.readValue(messages.open(jwe), Visitor.class);
        } catch (IllegalArgumentException | JacksonException e) {
            return NOBODY;
        }
    }
}
