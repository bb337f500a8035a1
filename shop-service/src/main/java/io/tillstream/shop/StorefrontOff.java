package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.shop.storefront.StorefrontSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** With {@code STOREFRONT=off} only Stripe's webhook and the endpoints for other shops' pages answer. */
@Component
class StorefrontOff extends OncePerRequestFilter {

    private static final Set<String> PATHS =
            Set.of("/stripe/webhook", "/tillstream.js", "/contexts", "/v1/contexts", "/v1/purchases");

    private final StorefrontSettings storefront;

    StorefrontOff(StorefrontSettings storefront) {
        this.storefront = storefront;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return storefront.enabled();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PATHS.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream()
                .write("This is Tillstream without a storefront. Stripe's webhook is /stripe/webhook\n"
                        .getBytes(UTF_8));
    }
}
