package io.tillstream.sandbox.stripe.api;

import io.tillstream.sandbox.stripe.checkout.Form;
import io.tillstream.sandbox.stripe.store.Ids;
import io.tillstream.sandbox.stripe.store.RestrictedKeys;
import io.tillstream.sandbox.stripe.store.StripeError;
import io.tillstream.sandbox.stripe.store.Switches;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Runs before every API request: sets a request id, simulates a fault, and checks the key and its rights. */
@Component
class ApiGate implements HandlerInterceptor {

    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Switches switches;
    private final RestrictedKeys keys;
    private final String secretKey;

    ApiGate(Switches switches, RestrictedKeys keys, @Value("${sandbox.secret-key}") String secretKey) {
        this.switches = switches;
        this.keys = keys;
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
        String key = Objects.requireNonNullElse(request.getHeader("Authorization"), "")
                .replaceFirst("^Bearer ", "");
        if (!key.equals(secretKey)) {
            checkRights(key, request);
        }
        return true;
    }

    private void checkRights(String key, HttpServletRequest request) {
        Set<String> rights = keys.rights(key).orElseThrow(StripeError::unauthorized);
        Map<String, String> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        Rights.needed(request.getMethod(), request.getRequestURI(), new Form(query)).stream()
                .filter(right -> !Rights.has(rights, right))
                .findFirst()
                .ifPresent(right -> {
                    throw StripeError.forbidden(key, right);
                });
    }
}
