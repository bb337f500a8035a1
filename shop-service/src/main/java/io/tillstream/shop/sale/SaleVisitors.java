package io.tillstream.shop.sale;

import io.tillstream.shop.context.Contexts;
import io.tillstream.shop.context.StatedVisitors;
import io.tillstream.shop.context.Statement;
import io.tillstream.shop.context.VisitorContext;
import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.Visitor.Choice;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who the visitor of a sale was: by the context that a page or a server sent before, else by the sale's metadata. */
@Component
class SaleVisitors {

    private static final String DENIED = "denied";

    private final Contexts contexts;
    private final StatedVisitors stated;

    SaleVisitors(Contexts contexts, StatedVisitors stated) {
        this.contexts = contexts;
        this.stated = stated;
    }

    /**
     * The visitor of a sale.
     *
     * @param country of the customer, for the consent of a visitor who has not answered; null when it is not known
     * @param site    consent of the site that sold it: granted, denied, or empty
     */
    VisitorContext find(
            Map<String, String> metadata, @Nullable String clientReference, @Nullable String country, String site) {
        Statement inMetadata = statement(metadata);
        VisitorContext found =
                (clientReference == null ? null : contexts.find(clientReference).orElse(null));
        if (found == null) {
            found = stated.read(inMetadata, country);
        }
        if (site.equals(DENIED) || DENIED.equals(inMetadata.consent())) {
            return choosing(Choice.DENIED, found);
        }
        boolean silent = found.visitor().choice() == Choice.NOT_ASKED;
        return silent && site.equals("granted") ? choosing(Choice.GRANTED, found) : found;
    }

    private static VisitorContext choosing(Choice choice, VisitorContext found) {
        Visitor visitor = found.visitor();
        return new VisitorContext(
                new Visitor(
                        choice,
                        visitor.id(),
                        visitor.ip(),
                        visitor.userAgent(),
                        visitor.fbp(),
                        visitor.fbc(),
                        visitor.referrer()),
                found.sourceUrl());
    }

    private static Statement statement(Map<String, String> metadata) {
        return new Statement(
                metadata.get("tillstream_consent"),
                metadata.get("tillstream_ip"),
                metadata.get("tillstream_ua"),
                metadata.get("tillstream_fbp"),
                metadata.get("tillstream_fbc"),
                metadata.get("tillstream_url"),
                null);
    }

    /** A client reference as an id of the seller's; null when there is none, and when our script made it. */
    static @Nullable String ofSeller(@Nullable String clientReference) {
        return clientReference == null || Contexts.isScripts(clientReference) ? null : clientReference;
    }
}
