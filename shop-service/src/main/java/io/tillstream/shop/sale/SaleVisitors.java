package io.tillstream.shop.sale;

import io.tillstream.shop.context.Contexts;
import io.tillstream.shop.context.StatedVisitors;
import io.tillstream.shop.context.Statement;
import io.tillstream.shop.context.VisitorContext;
import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.Visitor.Choice;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who the visitor of a sale was: by the context that a page or a server sent before, else by the sale's metadata. */
@Component
class SaleVisitors {

    private static final String GRANTED = "granted";
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
        VisitorContext said = identified(clientReference, stated.read(inMetadata, country));
        VisitorContext found = context(clientReference)
                .filter(context -> answered(context) || !GRANTED.equals(inMetadata.consent()))
                .map(context -> completed(context, said))
                .orElse(said);
        if (site.equals(DENIED) || DENIED.equals(inMetadata.consent())) {
            return choosing(Choice.DENIED, found);
        }
        boolean silent = found.visitor().choice() == Choice.NOT_ASKED;
        return silent && site.equals(GRANTED) ? choosing(Choice.GRANTED, found) : found;
    }

    private Optional<VisitorContext> context(@Nullable String clientReference) {
        return clientReference == null ? Optional.empty() : contexts.find(clientReference);
    }

    private static boolean answered(VisitorContext context) {
        return switch (context.visitor().choice()) {
            case GRANTED, DENIED, DENIED_BY_BROWSER -> true;
            case NOT_ASKED, ASSUMED -> false;
        };
    }

    /** Under the script's reference, by which a later refusal finds the order even if the first message was lost. */
    private static VisitorContext identified(@Nullable String clientReference, VisitorContext found) {
        return clientReference == null || !Contexts.isScripts(clientReference)
                ? found
                : with(found.visitor().choice(), clientReference, found);
    }

    /** A context that is erased, or was stored before the visitor agreed, lacks what the metadata may have. */
    private static VisitorContext completed(VisitorContext context, VisitorContext said) {
        Visitor known = context.visitor();
        if (!known.consents()) {
            return context;
        }
        Visitor more = said.visitor();
        return new VisitorContext(
                new Visitor(
                        known.choice(),
                        known.id(),
                        first(known.ip(), more.ip()),
                        first(known.userAgent(), more.userAgent()),
                        first(known.fbp(), more.fbp()),
                        first(known.fbc(), more.fbc()),
                        first(known.referrer(), more.referrer())),
                first(context.sourceUrl(), said.sourceUrl()));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static VisitorContext choosing(Choice choice, VisitorContext found) {
        return with(choice, found.visitor().id(), found);
    }

    private static VisitorContext with(Choice choice, @Nullable String id, VisitorContext found) {
        Visitor visitor = found.visitor();
        return new VisitorContext(
                new Visitor(
                        choice,
                        id,
                        visitor.ip(),
                        visitor.userAgent(),
                        visitor.fbp(),
                        visitor.fbc(),
                        visitor.referrer()),
                found.sourceUrl());
    }

    /** Withdraws consent from the order of a visitor who refused while it was placed. */
    void withdrawIfRefused(String clientReference) {
        contexts.withdrawIfRefused(clientReference);
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
