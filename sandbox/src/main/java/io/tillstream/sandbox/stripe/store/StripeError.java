package io.tillstream.sandbox.stripe.store;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** An error in Stripe's form. */
public final class StripeError extends RuntimeException {

    private final HttpStatus status;
    private final String type;
    private final String code;

    private StripeError(HttpStatus status, String type, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
    }

    public static StripeError unauthorized() {
        return new StripeError(
                HttpStatus.UNAUTHORIZED, "invalid_request_error", "api_key_invalid", "Invalid API Key provided");
    }

    public static StripeError missing(String what) {
        return new StripeError(HttpStatus.NOT_FOUND, "invalid_request_error", "resource_missing", "No such " + what);
    }

    public static StripeError unknownParameter(String name) {
        return new StripeError(
                HttpStatus.BAD_REQUEST,
                "invalid_request_error",
                "parameter_unknown",
                "Received unknown parameter: " + name);
    }

    public static StripeError invalid(String message) {
        return new StripeError(HttpStatus.BAD_REQUEST, "invalid_request_error", "parameter_invalid", message);
    }

    public static StripeError broken() {
        return new StripeError(
                HttpStatus.INTERNAL_SERVER_ERROR, "api_error", "api_error", "The stand-in simulates status 500.");
    }

    public static StripeError throttled() {
        return new StripeError(
                HttpStatus.TOO_MANY_REQUESTS,
                "invalid_request_error",
                "rate_limit",
                "The stand-in simulates too many requests.");
    }

    public static StripeError idempotency() {
        return new StripeError(
                HttpStatus.BAD_REQUEST,
                "idempotency_error",
                "idempotency_key_in_use",
                "Keys for idempotent requests can only be used with the same parameters they were first used with.");
    }

    public ResponseEntity<Object> answer() {
        return ResponseEntity.status(status)
                .body(Map.of("error", Map.of("type", type, "code", code, "message", String.valueOf(getMessage()))));
    }
}
