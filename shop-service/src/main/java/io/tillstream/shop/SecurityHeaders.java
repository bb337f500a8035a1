package io.tillstream.shop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a browser may do on the shop's pages. The Pixel's and Stripe's origins are named because pages cannot work
 * without them: Chromium applies form-action to the redirect that leads to the payment page.
 */
@Component
class SecurityHeaders extends OncePerRequestFilter {

    private final String contentSecurityPolicy;

    SecurityHeaders(
            @Value("${shop.pixel.script-url}") String pixelScript,
            @Value("${shop.stripe.api-base}") String stripeApi,
            @Value("${shop.stripe.checkout-origin:}") String stripeCheckout) {
        URI script = URI.create(pixelScript);
        String pixel = script.getScheme() + "://" + script.getAuthority();
        String meta = pixel + " https://www.facebook.com https://connect.facebook.net";
        String checkout = stripeCheckout.isEmpty() ? stripeApi + " https://checkout.stripe.com" : stripeCheckout;
        contentSecurityPolicy = String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self' " + pixel,
                "connect-src 'self' " + meta,
                "img-src 'self' data: " + meta,
                "form-action 'self' " + checkout,
                "base-uri 'none'",
                "object-src 'none'",
                "frame-ancestors 'none'");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", contentSecurityPolicy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // A Checkout Session's id must not travel to Meta in the address of the page.
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        chain.doFilter(request, response);
    }
}
