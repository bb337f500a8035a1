package io.tillstream.shop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Security headers of the shop's pages. The Content-Security-Policy names the origins of the Pixel, and of Stripe because
 * Chromium applies form-action to the redirect to the payment page. A nonce, new for every page, allows the only inline script:
 * a product's JSON-LD for search engines.
 */
@Component
class SecurityHeaders extends OncePerRequestFilter {

    static final String NONCE = "nonce";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String contentSecurityPolicy;
    private final boolean https;

    SecurityHeaders(
            @Value("${shop.pixel.script-url}") String pixelScript,
            @Value("${shop.stripe.api-base}") String stripeApi,
            @Value("${shop.stripe.checkout-origin:}") String stripeCheckout,
            @Value("${shop.storefront.public-base-url}") String publicBaseUrl) {
        URI script = URI.create(pixelScript);
        String pixel = script.getScheme() + "://" + script.getAuthority();
        String meta = pixel + " https://www.facebook.com https://connect.facebook.net";
        String checkout = stripeCheckout.isEmpty() ? stripeApi + " https://checkout.stripe.com" : stripeCheckout;
        contentSecurityPolicy = String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self' 'nonce-%s' " + pixel,
                "connect-src 'self' " + meta,
                "img-src 'self' data: " + meta,
                "form-action 'self' " + checkout,
                "base-uri 'none'",
                "object-src 'none'",
                "frame-ancestors 'none'");
        https = publicBaseUrl.startsWith("https:");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        request.setAttribute(NONCE, nonce);
        response.setHeader("Content-Security-Policy", contentSecurityPolicy.formatted(nonce));
        // Pages are personal; static files set another value themselves.
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The id of a Checkout Session, in the address of the thanks pages, must reach Meta neither from them nor from
        // the next page.
        boolean thanks = request.getRequestURI().startsWith("/thanks");
        response.setHeader("Referrer-Policy", thanks ? "strict-origin" : "strict-origin-when-cross-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        chain.doFilter(request, response);
    }
}
