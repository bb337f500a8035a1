package io.tillstream.shop.seal;

import io.tillstream.shop.visitor.Visitor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Seals a visitor for the metadata of a Checkout Session. A lost order is restored from there. */
@Component
public class VisitorSeal {

    private static final Visitor WITHOUT_CONSENT =
            new Visitor(Visitor.Choice.DENIED, null, null, null, null, null, null);

    private final CustomerSeal seal;
    private final JsonMapper json;

    VisitorSeal(CustomerSeal seal, JsonMapper json) {
        this.seal = seal;
        this.json = json;
    }

    /** Seals what may be kept of a visitor. Sealed twice, the same visitor gives two different texts. */
    public String close(Visitor visitor) {
        return seal.close(visitor.keepable());
    }

    /** @return an unknown visitor without consent when none of our keys opens the seal */
    public Visitor open(String jwe) {
        try {
            return json.readValue(seal.open(jwe), Visitor.class);
        } catch (IllegalArgumentException | JacksonException e) {
            return WITHOUT_CONSENT;
        }
    }
}
