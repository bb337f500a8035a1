package io.tillstream.dispatcher.capi;

import java.net.http.HttpHeaders;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Meta's answers. The error's code decides, not the HTTP status: Meta has been seen to answer an expired token
 * and a throttled call with status 500, and a passing fault with 400.
 */
final class CapiAnswers {

    /** Calls of an application, a user, a page, a custom rate, and of an ad account. */
    private static final Set<Integer> THROTTLED = Set.of(4, 17, 32, 341, 613);

    /** Unknown, service down, policy block, data set not ready, unknown. */
    private static final Set<Integer> PASSING = Set.of(1, 2, 368, 5000, 21009);

    /** No such capability, permission, session, token, and an API version that Meta has switched off. */
    private static final Set<Integer> MISCONFIGURED = Set.of(3, 10, 102, 190, 2635);

    private static final int INVALID_PARAMETER = 100;
    private static final int NO_SUCH_OBJECT = 33;

    private CapiAnswers() {}

    /** @param sent how many events the request held */
    static CapiAnswer read(int status, HttpHeaders headers, byte[] body, int sent, JsonMapper json) {
        JsonNode answer;
        try {
            answer = json.readTree(body);
        } catch (JacksonException e) {
            return new CapiAnswer.Unreachable("Meta's answer with status " + status + " is no JSON");
        }
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            return error(error, Usage.of(headers, json));
        }
        int received = answer.path("events_received").asInt(-1);
        if (status == 200 && received == sent) {
            return new CapiAnswer.Accepted(
                    received,
                    answer.path("fbtrace_id").asString(""),
                    Usage.of(headers, json).percent());
        }
        return new CapiAnswer.Unreachable(
                "Meta answered status " + status + " and received " + received + " of " + sent + " events");
    }

    private static CapiAnswer error(JsonNode error, Usage usage) {
        int code = error.path("code").asInt(0);
        int subcode = error.path("error_subcode").asInt(0);
        String message =
                error.path("error_user_msg").asString(error.path("message").asString(""));
        String trace = error.path("fbtrace_id").asString("");
        boolean businessLimit = code >= 80_000 && code <= 80_014;
        if (THROTTLED.contains(code) || businessLimit) {
            return new CapiAnswer.Throttled(code, message, trace, usage.retryAfter());
        }
        if (error.path("is_transient").asBoolean(false) || PASSING.contains(code)) {
            return new CapiAnswer.Unreachable("Meta has a passing fault, code " + code + ": " + message, trace);
        }
        boolean permission = code >= 200 && code <= 299;
        if (MISCONFIGURED.contains(code) || permission || (code == INVALID_PARAMETER && subcode == NO_SUCH_OBJECT)) {
            return new CapiAnswer.Misconfigured(code, subcode, message, trace);
        }
        if (code == INVALID_PARAMETER) {
            return new CapiAnswer.Refused(code, subcode, message, trace);
        }
        return new CapiAnswer.Unreachable("Meta answered with the unknown code " + code + ": " + message, trace);
    }
}
