package io.tillstream.shop.sale;

import io.tillstream.shop.visitor.Visitor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who the visitor of a sale was. */
@Component
class SaleVisitors {

    /**
     * The visitor of a sale.
     *
     * @param sourceUrl page of the purchase, without a query; null when it is not known
     */
    record Found(Visitor visitor, @Nullable String sourceUrl) {}

    Found find(
            Map<String, String> metadata, @Nullable String clientReference, @Nullable String country, String consent) {
        return new Found(new Visitor(Visitor.Choice.NOT_ASKED, null, null, null, null, null, null), null);
    }

    /** A client reference as an id of the seller's; null when there is none, and when our script made it. */
    static @Nullable String ofSeller(@Nullable String clientReference) {
        return clientReference;
    }
}
