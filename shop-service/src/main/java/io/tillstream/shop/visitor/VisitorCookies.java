package io.tillstream.shop.visitor;

import io.tillstream.shop.storefront.StorefrontSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The first-party cookies with a visitor's choice and, only with consent, their ids. */
@Component
public class VisitorCookies {

    static final String CHOICE = "consent";
    static final String ID = "visitor";
    static final String REFERRER = "came_from";

    /** The ad click that led to the shop; kept until the visitor answers or the browser is closed. */
    static final String CLICK = "click";

    static final String FBP = "_fbp";
    static final String FBC = "_fbc";

    /** The CNIL recommends six months for both answers. */
    private static final Duration REMEMBERED = Duration.ofDays(180);

    /** The same as in Meta's own libraries. */
    private static final Duration META = Duration.ofDays(90);

    private static final Duration VISIT = Duration.ofDays(1);

    /** The cookie lives until the browser is closed. */
    private static final Duration SESSION = Duration.ofSeconds(-1);

    private final StorefrontSettings storefront;
    private final ConsentSettings consent;

    VisitorCookies(StorefrontSettings storefront, ConsentSettings consent) {
        this.storefront = storefront;
        this.consent = consent;
    }

    /** Stores a yes, and the visitor's id. */
    public void grant(String id, HttpServletResponse response) {
        write(response, CHOICE, "granted", REMEMBERED, true, "");
        id(response, id);
    }

    /** Stores a no, and removes all cookies that need consent. */
    public void deny(HttpServletResponse response) {
        write(response, CHOICE, "denied", REMEMBERED, true, "");
        forgetClick(response);
        forget(response);
    }

    /** Removes the visitor's id cookies; Meta's also from parent domains, where the Pixel may write them. */
    public void forget(HttpServletResponse response) {
        write(response, ID, "", Duration.ZERO, true, "");
        write(response, REFERRER, "", Duration.ZERO, true, "");
        for (String name : List.of(FBP, FBC)) {
            write(response, name, "", Duration.ZERO, false, "");
            domains().forEach(domain -> write(response, name, "", Duration.ZERO, false, domain));
        }
    }

    /** The shop's host and its parent domains. Browsers ignore public suffixes such as co.uk. */
    private List<String> domains() {
        List<String> domains = new ArrayList<>();
        String domain = host();
        // An IP address has no parent domain, and a single label such as "com" takes no cookies.
        while (domain.matches("[a-z0-9.-]*[a-z][a-z0-9-]*") && domain.indexOf('.') > 0) {
            domains.add(domain);
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return domains;
    }

    private String host() {
        return String.valueOf(URI.create(storefront.publicBaseUrl()).getHost()).toLowerCase(Locale.ROOT);
    }

    void click(HttpServletResponse response, String click) {
        write(response, CLICK, click, SESSION, true, "");
    }

    void forgetClick(HttpServletResponse response) {
        write(response, CLICK, "", Duration.ZERO, true, "");
    }

    void id(HttpServletResponse response, String id) {
        write(response, ID, id, REMEMBERED, true, "");
    }

    void referrer(HttpServletResponse response, String encoded) {
        write(response, REFERRER, encoded, VISIT, true, "");
    }

    /** Writes one of Meta's ids. It is not HttpOnly, because the Pixel's script reads it. */
    void meta(HttpServletResponse response, String name, @Nullable String value) {
        if (value != null) {
            write(response, name, value, META, false, consent.cookieDomain());
        }
    }

    /** Number of dots in the domain of Meta's cookies. */
    int subdomainIndex() {
        String domain = consent.cookieDomain().isEmpty() ? host() : consent.cookieDomain();
        return (int) domain.chars().filter(letter -> letter == '.').count();
    }

    private void write(
            HttpServletResponse response, String name, String value, Duration age, boolean httpOnly, String domain) {
        ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(age)
                .sameSite("Lax")
                .httpOnly(httpOnly)
                .secure(storefront.secure());
        if (!domain.isEmpty()) {
            cookie.domain(domain);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }
}
