package io.tillstream.shop.context;

import io.tillstream.shop.context.ContextAnswers.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/** Receives what the servers of other sites say of a visitor, with one of CONTEXT_KEYS. */
@Component(ServerContexts.PATH)
class ServerContexts implements HttpRequestHandler {

    static final String PATH = "/v1/contexts";

    private static final String BEARER = "Bearer ";

    private final SiteSettings site;
    private final StatedVisitors visitors;
    private final ContextAnswers answers;

    ServerContexts(SiteSettings site, StatedVisitors visitors, ContextAnswers answers) {
        this.site = site;
        this.visitors = visitors;
        this.answers = answers;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
            ContextAnswers.write(response, HttpStatus.METHOD_NOT_ALLOWED, "POST only");
        } else if (site.keys().isEmpty()) {
            answers.refuse(
                    response,
                    HttpStatus.FORBIDDEN,
                    Outcome.NOT_ALLOWED,
                    "CONTEXT_KEYS is empty, so no server may write");
        } else if (!authorized(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            answers.refuse(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    Outcome.NOT_ALLOWED,
                    "Send one of CONTEXT_KEYS as Authorization: Bearer <key>");
        } else {
            receive(request, response);
        }
    }

    private boolean authorized(@Nullable String header) {
        return header != null
                && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && site.hasKey(header.substring(BEARER.length()).strip());
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ContextBody.Stated> body = answers.body(request, response);
        if (body.isPresent()) {
            Statement said = body.get().statement();
            VisitorContext context = visitors.read(said, null);
            answers.store(contexts -> contexts.put(body.get().reference(), null, context, said.answer()), response);
        }
    }
}
