package io.tillstream.shop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.context.SiteSettings;
import io.tillstream.shop.storefront.StorefrontSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses forms that another site makes a visitor's browser send (OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata,
 * and the Origin header for older browsers). Requests with neither header pass: they come from programs, which have no
 * visitor's cookies, such as Stripe's signed webhook. The only path for pages of other sites is /contexts, which reads no
 * cookies: it takes what tillstream.js sends from SITE_ORIGINS.
 */
@Component
class ForeignForms extends OncePerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final String CONTEXTS = "/contexts";

    private final String ownOrigin;
    private final SiteSettings site;
    private final Counter notAllowed;

    ForeignForms(StorefrontSettings storefront, SiteSettings site, MeterRegistry registry) {
        this.ownOrigin = storefront.publicBaseUrl();
        this.site = site;
        this.notAllowed = registry.counter("shop.contexts", "outcome", "not_allowed");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (HARMLESS.contains(request.getMethod()) || ofOurs(request) || ofSite(request)) {
            chain.doFilter(request, response);
        } else {
            if (CONTEXTS.equals(request.getRequestURI())) {
                // A page of a site that SITE_ORIGINS does not list: nobody else would notice.
                notAllowed.increment();
            }
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean ofSite(HttpServletRequest request) {
        return CONTEXTS.equals(request.getRequestURI()) && site.allows(request.getHeader(HttpHeaders.ORIGIN));
    }

    private boolean ofOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return "same-origin".equals(site) || "none".equals(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null
                || origin.equals(ownOrigin)
                || origin.equals(request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST));
    }
}
