package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.Switches;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Runs before every API request: sets a request id, simulates a fault, and checks the key. */
@Component
class ApiGate implements HandlerInterceptor {

    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Switches switches;
    private final String secretKey;

    ApiGate(Switches switches, @Value("${sandbox.secret-key}") String secretKey) {
        this.switches = switches;
        this.secretKey = secretKey;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        response.setHeader("Request-Id", Ids.make("req_"));
        switch (switches.api()) {
            case WELL -> {
                // No fault.
            }
            case SLOW -> Thread.sleep(SLOW);
            case ERROR_500 -> throw StripeError.broken();
            case ERROR_429 -> throw StripeError.throttled();
        }
        if (!Objects.equals(request.getHeader("Authorization"), "Bearer " + secretKey)) {
            throw StripeError.unauthorized();
        }
        return true;
    }
}
