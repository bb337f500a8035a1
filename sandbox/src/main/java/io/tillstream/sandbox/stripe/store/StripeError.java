package io.tillstream.sandbox.stripe.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** An error in Stripe's form. */
public final class StripeError extends RuntimeException {

    private static final String ACCOUNT = "acct_sandbox";

    private final HttpStatus status;
    private final String type;
    /** Empty if the error has none. */
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

    /**
     * A restricted key has no right to the request.
     *
     * @param right such as {@code rak_checkout_session_read}
     */
    public static StripeError forbidden(String key, String right) {
        return new StripeError(
                HttpStatus.FORBIDDEN,
                "invalid_request_error",
                "",
                "The provided key '" + key.substring(0, Math.min(8, key.length())) + "*".repeat(12)
                        + key.substring(Math.max(0, key.length() - 4))
                        + "' does not have the required permissions for this endpoint on account '" + ACCOUNT
                        + "'. Having the '" + right + "' permission would allow this request to continue.");
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
        Map<String, String> error = new LinkedHashMap<>();
        if (!code.isEmpty()) {
            error.put("code", code);
        }
        error.put("message", String.valueOf(getMessage()));
        error.put("type", type);
        return ResponseEntity.status(status).body(Map.of("error", error));
    }
}
