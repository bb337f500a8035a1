package io.tillstream.shop.context;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tillstream.shop.context.ContextAnswers.Outcome;
import io.tillstream.shop.limit.Allowance;
import io.tillstream.shop.storefront.ClientAddress;
import io.tillstream.shop.visitor.ConsentPolicy;
import io.tillstream.shop.visitor.PageAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/**
 * Receives what tillstream.js says of its visitor, from the pages of SITE_ORIGINS. It is no controller, because controllers
 * receive the storefront's visitor and set this storefront's cookies.
 */
@Component(BrowserContexts.PATH)
class BrowserContexts implements HttpRequestHandler {

    static final String PATH = "/contexts";

    private final SiteSettings site;
    private final StatedVisitors visitors;
    private final ConsentPolicy policy;
    private final ContextAnswers answers;

    /** Per network: enough for an office that shares one. */
    private final Allowance<String> ofAnAddress = new Allowance<>(30, Duration.ofSeconds(1));

    /**
     * Of all browsers together, so that many networks cannot fill the database. Refusals of consent are counted apart: they are
     * heard also while others are too many.
     */
    private final Allowance<Boolean> ofAll;

    BrowserContexts(SiteSettings site, StatedVisitors visitors, ConsentPolicy policy, ContextAnswers answers) {
        this.site = site;
        this.visitors = visitors;
        this.policy = policy;
        this.answers = answers;
        this.ofAll =
                new Allowance<>(site.contextsPerSecond(), Duration.ofSeconds(1).dividedBy(site.contextsPerSecond()));
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
            ContextAnswers.write(response, HttpStatus.METHOD_NOT_ALLOWED, "POST only");
        } else if (!site.allows(request.getHeader(HttpHeaders.ORIGIN))) {
            answers.refuse(response, HttpStatus.FORBIDDEN, Outcome.NOT_ALLOWED, "SITE_ORIGINS does not list this site");
        } else if (!ofAnAddress.takes(ClientAddress.network(request.getRemoteAddr()))) {
            answers.refuse(response, HttpStatus.TOO_MANY_REQUESTS, Outcome.LIMITED, "Too many from one address");
        } else {
            receive(request, response);
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ContextBody.Stated> body = answers.body(request, response);
        if (body.isEmpty()) {
            return;
        }
        String reference = body.get().reference();
        String token = body.get().token();
        if (token == null || !Contexts.isScripts(reference)) {
            answers.refuse(
                    response,
                    HttpStatus.BAD_REQUEST,
                    Outcome.MALFORMED,
                    "A browser needs a token and a reference of tillstream.js");
            return;
        }
        Statement stated = body.get().statement();
        if (!fromSite(stated.url(), request.getHeader(HttpHeaders.ORIGIN))) {
            answers.refuse(
                    response,
                    HttpStatus.BAD_REQUEST,
                    Outcome.MALFORMED,
                    "url must be a page of the site that sends it");
            return;
        }
        Statement said = ConsentPolicy.refusedByBrowser(request)
                ? Statement.refusal()
                : stated.from(request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
        if (!ofAll.takes(said.refuses())) {
            answers.refuse(response, HttpStatus.TOO_MANY_REQUESTS, Outcome.LIMITED, "Too many from all browsers");
            return;
        }
        VisitorContext context = visitors.read(said, policy.country(request));
        answers.store(contexts -> contexts.put(reference, hash(token), context, said.answer()), response);
    }

    /** The dispatcher may choose the dataset by the page's host, so a site names only its own pages. */
    private static boolean fromSite(@Nullable String url, String origin) {
        return url == null || url.isEmpty() || (origin + "/").equals(PageAddress.origin(url));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
