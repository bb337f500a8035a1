package io.tillstream.shop.context;

import io.tillstream.shop.consent.ConsentAnswers;
import io.tillstream.shop.consent.ConsentAnswers.Source;
import io.tillstream.shop.consent.Withdrawals;
import io.tillstream.shop.seal.CustomerSeal;
import io.tillstream.shop.visitor.Visitor;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The contexts by reference. Who writes a reference first owns it; only the owner may write it again. */
@Component
public class Contexts {

    private static final Pattern SCRIPTS = Pattern.compile("ts_[A-Za-z0-9_-]{22}");

    private final JdbcClient jdbc;
    private final CustomerSeal seal;
    private final JsonMapper json;
    private final Withdrawals withdrawals;
    private final ConsentAnswers consentAnswers;
    private final Clock clock;

    Contexts(
            JdbcClient jdbc,
            CustomerSeal seal,
            JsonMapper json,
            Withdrawals withdrawals,
            ConsentAnswers consentAnswers,
            Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.json = json;
        this.withdrawals = withdrawals;
        this.consentAnswers = consentAnswers;
        this.clock = clock;
    }

    /** What tillstream.js marks the sales of all visitors with who have refused: it leads to nobody. */
    private static final String REFUSED = "ts_" + "0".repeat(22);

    /** Whether tillstream.js made a reference: {@code ts_} and 16 random bytes in base64url. */
    public static boolean isScripts(String reference) {
        return SCRIPTS.matcher(reference).matches();
    }

    /**
     * What is known of the visitor of a sale.
     *
     * @param reference the sale's client_reference_id; may be any text
     * @return only the choice when the rest is deleted, or no key opens it any more
     */
    public Optional<VisitorContext> find(String reference) {
        if (!ContextReader.isReference(reference)) {
            return Optional.empty();
        }
        if (reference.equals(REFUSED)) {
            return Optional.of(onlyChoice(Visitor.Choice.DENIED.name()));
        }
        return jdbc.sql("select sealed, choice from visitor_context where reference = ?")
                .param(reference)
                .query((row, index) -> Optional.ofNullable(row.getString("sealed"))
                        .flatMap(this::open)
                        .orElse(identified(reference, onlyChoice(row.getString("choice")))))
                .optional();
    }

    private static VisitorContext onlyChoice(String choice) {
        return new VisitorContext(
                new Visitor(Visitor.Choice.valueOf(choice), null, null, null, null, null, null), null);
    }

    private Optional<VisitorContext> open(String sealed) {
        try {
            return Optional.of(json.readValue(seal.open(sealed), VisitorContext.class));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Stores what may be kept of a context. A refusal also withdraws consent from the orders under the reference that were not
     * sent to Meta yet. A server may state a refusal of any visitor.
     *
     * @param ownerHash SHA-256 of the browser's token; null for a server. Hashes of secrets need no comparison in constant time
     * @param answer    what the visitor has answered to the consent question; without an answer an earlier one stays
     * @return false when somebody else owns the reference, or a yes that is only repeated comes after a refusal; then nothing has
     *     changed
     */
    @Transactional
    boolean put(String reference, byte @Nullable [] ownerHash, VisitorContext context, Statement.Answer answer) {
        boolean answered = answer != Statement.Answer.NONE;
        VisitorContext kept = identified(reference, context).keepable();
        Optional<Boolean> earlier = jdbc.sql("""
                        insert into visitor_context as known (reference, token_hash, sealed, choice, answered, created_at, updated_at)
                        values (:reference, :owner, :sealed, :choice, :answered, :now, :now)
                        on conflict (reference) do update set
                            sealed = case when known.answered and not excluded.answered then known.sealed else excluded.sealed end,
                            choice = case when known.answered and not excluded.answered then known.choice else excluded.choice end,
                            answered = known.answered or excluded.answered,
                            updated_at = excluded.updated_at
                        where (known.token_hash is not distinct from excluded.token_hash or :any)
                            and not (:repeated and known.choice in ('DENIED', 'DENIED_BY_BROWSER'))
                        returning xmax <> 0""")
                .param("reference", reference)
                .param("owner", ownerHash, Types.BINARY)
                .param("sealed", seal.close(kept))
                .param("choice", kept.visitor().choice().name())
                .param("answered", answered)
                .param("any", ownerHash == null && answer == Statement.Answer.NO)
                .param("repeated", answer == Statement.Answer.YES_OF_BEFORE)
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .optional();
        if (earlier.isPresent() && answered) {
            consentAnswers.record(
                    reference, kept.visitor().consents(), ownerHash == null ? Source.SERVER : Source.PAGE, null);
        }
        // Also with the first message: an earlier one may have been lost, and the order was made without it.
        if (earlier.isPresent() && answered && !kept.visitor().consents()) {
            withdrawals.withdraw(reference);
        }
        return earlier.isPresent();
    }

    /**
     * Withdraws consent from the order of a reference if the visitor has refused meanwhile: between reading the context and
     * storing the order.
     */
    public void withdrawIfRefused(String reference) {
        if (find(reference)
                .filter(context -> refused(context.visitor().choice()))
                .isPresent()) {
            withdrawals.withdraw(reference);
        }
    }

    /** No answer is no refusal: the sale's metadata or its site may have said yes. */
    private static boolean refused(Visitor.Choice choice) {
        return choice == Visitor.Choice.DENIED || choice == Visitor.Choice.DENIED_BY_BROWSER;
    }

    /** With the script's reference as the visitor's id, by which a withdrawal finds the orders, and the Pixel's page its buyer. */
    private static VisitorContext identified(String reference, VisitorContext context) {
        Visitor visitor = context.visitor();
        return !isScripts(reference)
                ? context
                : new VisitorContext(
                        new Visitor(
                                visitor.choice(),
                                reference,
                                visitor.ip(),
                                visitor.userAgent(),
                                visitor.fbp(),
                                visitor.fbc(),
                                visitor.referrer()),
                        context.sourceUrl());
    }
}
