package io.tillstream.shop.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Reads who is asking, and with their consent gives them the ids by which Meta knows a browser and a click. */
@Component
class Visitors {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST_REFERRER = 500;

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
                request.getRemoteAddr(),
                request.getHeader("User-Agent"),
                cookie(request, VisitorCookies.FBP, MetaIds.FORM),
                cookie(request, VisitorCookies.FBC, MetaIds.FORM),
                referrer(request));
    }

    /** A visitor as they come to a page: with consent they get the ids they lack, without it they lose those they have. */
    Visitor welcome(HttpServletRequest request, HttpServletResponse response) {
        Visitor visitor = read(request);
        if (!visitor.consents()) {
            if (visitor.id() != null || visitor.fbp() != null || visitor.fbc() != null) {
                cookies.forget(response);
            }
            return visitor;
        }
        int index = cookies.subdomainIndex();
        String id = visitor.id() == null ? UUID.randomUUID().toString() : visitor.id();
        String fbp = MetaIds.fbp(visitor.fbp(), index, clock.instant());
        String fbc = MetaIds.fbc(visitor.fbc(), request.getParameter("fbclid"), index, clock.instant());
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

    /** The page of another site that led here, without its query, which may say more than a visitor knows. */
    private @Nullable String cameFrom(HttpServletRequest request, @Nullable String before) {
        String header = request.getHeader("Referer");
        if (header == null || header.startsWith(storefront.publicBaseUrl())) {
            return before;
        }
        String page = header.replaceFirst("[?#].*", "");
        return acceptable(page) ? page : before;
    }

    private static @Nullable String referrer(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, VisitorCookies.REFERRER);
        if (cookie == null) {
            return null;
        }
        try {
            String page = URLDecoder.decode(cookie.getValue(), UTF_8);
            return acceptable(page) ? page : null;
        } catch (IllegalArgumentException e) {
            // A cookie that was tampered with.
            return null;
        }
    }

    private static boolean acceptable(String page) {
        if (page.length() > LONGEST_REFERRER || !page.matches("https?://[^\\s?#]+")) {
            return false;
        }
        try {
            return URI.create(page).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The cookie's value; null when it is absent or not of the form, as a visitor can write what they like. */
    private static @Nullable String cookie(HttpServletRequest request, String name, Pattern form) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie != null && form.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
    }
}
