package io.tillstream.shop.context;

import io.tillstream.shop.visitor.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * What another site says of a visitor.
 *
 * @param visitor   without an id, unless tillstream.js made the reference, which then is the id
 * @param sourceUrl address of the page, without query and without what may name a person; null when it is not known
 */
public record VisitorContext(Visitor visitor, @Nullable String sourceUrl) {

    /** What may be stored: without consent, only the choice. */
    VisitorContext keepable() {
        return new VisitorContext(visitor.keepable(), visitor.consents() ? sourceUrl : null);
    }

    /** Without personal data, so that it may be logged. */
    @Override
    public String toString() {
        return "VisitorContext[" + visitor + "]";
    }
}
