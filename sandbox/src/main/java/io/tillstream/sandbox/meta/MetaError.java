package io.tillstream.sandbox.meta;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;

/** An error in Meta's form. */
final class MetaError extends RuntimeException {

    private final int status;
    private final String type;
    private final int code;
    private final int subcode;
    private final String title;

    private MetaError(int status, String type, int code, int subcode, String title, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.subcode = subcode;
        this.title = title;
    }

    /** The usage header of a business that has used all of its limit. */
    static final String USAGE_AT_THE_LIMIT =
            "{\"1\":[{\"type\":\"ads_management\",\"call_count\":100,\"total_cputime\":40,\"total_time\":40,"
                    + "\"estimated_time_to_regain_access\":1}]}";

    static MetaError unavailable() {
        return new MetaError(503, "OAuthException", 2, 0, "", "Service temporarily unavailable");
    }

    static MetaError expiredToken() {
        return new MetaError(
                500, "OAuthException", 190, 463, "", "Error validating access token: Session has expired.");
    }

    static MetaError throttled() {
        return new MetaError(
                400, "OAuthException", 80004, 2446079, "", "There have been too many calls to this ad-account.");
    }

    static MetaError unknown() {
        return new MetaError(500, "OAuthException", 1, 0, "", "An unknown error occurred");
    }

    static MetaError unheardOf() {
        return new MetaError(400, "OAuthException", 987_654, 0, "", "An undocumented error");
    }

    static MetaError blocked() {
        return new MetaError(
                400,
                "OAuthException",
                368,
                0,
                "",
                "The action attempted has been deemed abusive or is otherwise disallowed");
    }

    static MetaError tooOld() {
        return invalid(
                2804003, "Event Timestamp Too Old", "The timestamp for this event is more than 7 days in the past");
    }

    static MetaError badToken() {
        return new MetaError(
                400, "OAuthException", 190, 0, "", "Error validating access token: not the sandbox's token.");
    }

    static MetaError noSuchPixel(String id) {
        return new MetaError(
                400,
                "GraphMethodException",
                100,
                33,
                "",
                "Unsupported post request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
    }

    static MetaError oldVersion(String version) {
        return new MetaError(
                400,
                "OAuthException",
                2635,
                0,
                "",
                "You are calling a deprecated version of the Ads API (" + version + "). Please update.");
    }

    /** An invalid event or request; one invalid event refuses the whole request. */
    static MetaError invalid(int subcode, String title, String message) {
        return new MetaError(400, "OAuthException", 100, subcode, title, message);
    }

    ResponseEntity<Object> answer(String fbtraceId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", code == 100 && subcode != 33 ? "Invalid parameter" : getMessage());
        error.put("type", type);
        error.put("code", code);
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        error.put("is_transient", false);
        if (!title.isEmpty()) {
            error.put("error_user_title", title);
            error.put("error_user_msg", getMessage());
        }
        error.put("fbtrace_id", fbtraceId);
        return ResponseEntity.status(status).body(Map.of("error", error));
    }
}
