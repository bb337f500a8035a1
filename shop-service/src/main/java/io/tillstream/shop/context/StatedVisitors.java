package io.tillstream.shop.context;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.storefront.ClientAddress;
import io.tillstream.shop.visitor.ConsentPolicy;
import io.tillstream.shop.visitor.MetaIds;
import io.tillstream.shop.visitor.PageAddress;
import io.tillstream.shop.visitor.Visitor;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what is said of a visitor. Values that cannot be used are left out, and counted by name. */
@Component
public class StatedVisitors {

    private static final int LONGEST_USER_AGENT = 1000;

    /** Control characters, and halves of surrogate pairs, which have no bytes in UTF-8. */
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    /** A page at the root of its site. */
    private static final Pattern ROOT = Pattern.compile("[^:]*://[^/?#]*/?([?#].*)?", Pattern.DOTALL);

    private final ConsentPolicy policy;
    private final MeterRegistry registry;

    StatedVisitors(ConsentPolicy policy, MeterRegistry registry) {
        this.policy = policy;
        this.registry = registry;
        // Each starts at 0: Prometheus does not see the first increase of a new counter.
        List.of("ip", "user_agent", "fbp", "fbc", "url", "path", "referrer").forEach(this::leftOut);
    }

    /**
     * The visitor, without an id.
     *
     * @param country ISO 3166-1 alpha-2 of the visitor, for the consent of one who has not answered; null when it is not known
     */
    public VisitorContext read(Statement said, @Nullable String country) {
        return new VisitorContext(
                new Visitor(
                        policy.stated(
                                said.answer() == Statement.Answer.YES_OF_BEFORE ? "granted" : said.consent(), country),
                        null,
                        kept("ip", said.ip(), ClientAddress::of),
                        kept("user_agent", said.userAgent(), StatedVisitors::userAgent),
                        kept("fbp", said.fbp(), StatedVisitors::metaId),
                        kept("fbc", said.fbc(), StatedVisitors::metaId),
                        kept("referrer", said.referrer(), PageAddress::origin)),
                url(said.url()));
    }

    private Counter leftOut(String field) {
        return registry.counter("shop.visitor.left.out", "field", field);
    }

    private @Nullable String url(@Nullable String page) {
        String url = kept("url", page, PageAddress::withoutPersons);
        if (url != null
                && page != null
                && url.equals(PageAddress.origin(page))
                && !ROOT.matcher(page).matches()) {
            leftOut("path").increment();
        }
        return url;
    }

    private @Nullable String kept(String field, @Nullable String said, Function<String, @Nullable String> check) {
        if (said == null || said.isEmpty()) {
            return null;
        }
        String kept = check.apply(said);
        if (kept == null) {
            leftOut(field).increment();
        }
        return kept;
    }

    private static @Nullable String userAgent(String said) {
        String stripped = said.strip();
        return !stripped.isEmpty()
                        && stripped.length() <= LONGEST_USER_AGENT
                        && !UNUSABLE.matcher(stripped).find()
                ? stripped
                : null;
    }

    private static @Nullable String metaId(String said) {
        return MetaIds.isFormed(said) ? said : null;
    }
}
