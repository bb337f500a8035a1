package io.tillstream.shop.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.shop.storefront.ClientAddress;
import io.tillstream.shop.storefront.StorefrontSettings;
import io.tillstream.shop.visitor.Visitor.Choice;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Reads the visitor of a request and, with consent, sets the missing id cookies. */
@Component
class Visitors {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ConsentPolicy policy;
    private final VisitorCookies cookies;
    private final StorefrontSettings storefront;
    private final Clock clock;

    Visitors(ConsentPolicy policy, VisitorCookies cookies, StorefrontSettings storefront, Clock clock) {
        this.policy = policy;
        this.cookies = cookies;
        this.storefront = storefront;
        this.clock = clock;
    }

    Visitor read(HttpServletRequest request) {
        return new Visitor(
                policy.choice(request),
                cookie(request, VisitorCookies.ID, UUID_FORM),
                ClientAddress.of(request.getRemoteAddr()),
                request.getHeader("User-Agent"),
                metaId(request, VisitorCookies.FBP),
                metaId(request, VisitorCookies.FBC),
                referrer(request));
    }

    private static @Nullable String metaId(HttpServletRequest request, String name) {
        String id = cookie(request, name, MetaIds.FORM);
        return id == null || MetaIds.isFormed(id) ? id : null;
    }

    /** Reads the visitor of a page and, with consent, sets the id cookies that are missing. */
    Visitor welcome(HttpServletRequest request, HttpServletResponse response) {
        Visitor visitor = read(request);
        if (visitor.choice() == Choice.NOT_ASKED) {
            MetaIds.click(request.getParameter("fbclid"), clock.instant())
                    .ifPresent(click -> cookies.click(response, click));
        } else if (WebUtils.getCookie(request, VisitorCookies.CLICK) != null) {
            // The visitor has answered: with consent the click becomes fbc below.
            cookies.forgetClick(response);
        }
        if (!visitor.consents()) {
            return visitor;
        }
        int index = cookies.subdomainIndex();
        String id = visitor.id() == null ? UUID.randomUUID().toString() : visitor.id();
        String fbp = MetaIds.fbp(visitor.fbp(), index, clock.instant());
        String fbc = fbc(visitor.fbc(), request, index);
        String referrer = cameFrom(request, visitor.referrer());
        if (!id.equals(visitor.id())) {
            cookies.id(response, id);
        }
        if (!fbp.equals(visitor.fbp())) {
            cookies.meta(response, VisitorCookies.FBP, fbp);
        }
        if (!Objects.equals(fbc, visitor.fbc())) {
            cookies.meta(response, VisitorCookies.FBC, fbc);
        }
        if (referrer != null && !referrer.equals(visitor.referrer())) {
            cookies.referrer(response, URLEncoder.encode(referrer, UTF_8));
        }
        return new Visitor(visitor.choice(), id, visitor.ip(), visitor.userAgent(), fbp, fbc, referrer);
    }

    /** From this page's fbclid, else from the click before the visitor answered, else the present value. */
    private @Nullable String fbc(@Nullable String current, HttpServletRequest request, int index) {
        String before = cookie(request, VisitorCookies.CLICK, MetaIds.CLICK_COOKIE);
        return MetaIds.click(request.getParameter("fbclid"), clock.instant())
                .or(() -> Optional.ofNullable(before))
                .map(click -> MetaIds.fbc(current, click, index))
                .orElse(current);
    }

    /** The site that led here, without path and query, because either may contain personal data. */
    private @Nullable String cameFrom(HttpServletRequest request, @Nullable String before) {
        String origin = PageAddress.origin(request.getHeader("Referer"));
        return origin == null || origin.equals(PageAddress.origin(storefront.publicBaseUrl())) ? before : origin;
    }

    private static @Nullable String referrer(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, VisitorCookies.REFERRER);
        if (cookie == null) {
            return null;
        }
        try {
            return PageAddress.origin(URLDecoder.decode(cookie.getValue(), UTF_8));
        } catch (IllegalArgumentException e) {
            // The cookie was altered.
            return null;
        }
    }

    /** The cookie's value; null when it is absent or does not match, as visitors can write anything. */
    private static @Nullable String cookie(HttpServletRequest request, String name, Pattern form) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie != null && form.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }
}
