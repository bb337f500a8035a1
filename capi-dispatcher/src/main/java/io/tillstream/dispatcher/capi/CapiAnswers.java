package io.tillstream.dispatcher.capi;

import io.tillstream.dispatcher.capi.CapiAnswer.Unreachable.Cause;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Meta's answers. The error's code decides where it is known, not the HTTP status: Meta has been seen to answer an
 * expired token and a throttled call with status 500, and a passing fault with 400.
 */
final class CapiAnswers {

    /** Calls of an application, a user, a page, a custom rate, and of an ad account. */
    private static final Set<Integer> THROTTLED = Set.of(4, 17, 32, 341, 613);

    /** Unknown, service down, data set not ready, unknown. Negative codes are Meta's internal errors. */
    private static final Set<Integer> PASSING = Set.of(1, 2, 5000, 21009);

    /** No such capability, permission, session, token, and an API version that Meta has switched off. */
    private static final Set<Integer> MISCONFIGURED = Set.of(3, 10, 102, 190, 2635);

    /** How long to wait after Meta has blocked the app or page, when Meta does not say. */
    private static final Duration BLOCKED_FOR = Duration.ofMinutes(5);

    private static final int INVALID_PARAMETER = 100;
    private static final int NO_SUCH_OBJECT = 33;

    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int AWAY = 503;
    private static final Set<Integer> GATEWAYS = Set.of(502, 504);

    /** Of the JDK's HttpClient, thrown before it has a connection over which the request could go. */
    private static final Set<Class<? extends Exception>> BEFORE_A_CONNECTION = Set.of(
            ConnectException.class,
            HttpConnectTimeoutException.class,
            UnresolvedAddressException.class,
            UnknownHostException.class,
            SSLHandshakeException.class);

    private static final Pattern TRACE = Pattern.compile("[\\w+/=.-]{1,64}");

    private CapiAnswers() {}

    /** @param sent how many events the request held */
    static CapiAnswer read(int status, HttpHeaders headers, byte[] body, int sent, JsonMapper json) {
        JsonNode answer = object(body, json);
        Usage usage = Usage.of(headers, json);
        if (status == TOO_LARGE) {
            return new CapiAnswer.Refused(
                    TOO_LARGE, 0, "The request is too large for Meta (HTTP status 413)", trace(answer));
        }
        JsonNode error = answer == null ? null : answer.get("error");
        if (answer != null && status == 200 && (error == null || error.isNull())) {
            JsonNode count = answer.path("events_received");
            int received = count.isIntegralNumber() && count.canConvertToInt() ? count.intValue() : -1;
            return received == sent
                    ? new CapiAnswer.Accepted(received, trace(answer), usage.percent())
                    : new CapiAnswer.Short(received, sent, trace(answer));
        }
        CapiAnswer read = error != null && error.isObject()
                ? error(status, error, usage)
                : nothing(status, answer, error != null && !error.isNull());
        boolean told = status == TOO_MANY || (status == AWAY && usage.retryAfter() != null);
        return told && read instanceof CapiAnswer.Unreachable unreachable
                ? new CapiAnswer.Throttled(
                        0, unreachable.reason() + usage.words(), unreachable.fbtraceId(), usage.retryAfter())
                : read;
    }

    /**
     * No answer at all.
     *
     * @param api    where it was asked for
     * @param failed with what; its causes say whether a connection was there
     */
    static CapiAnswer failed(String api, Throwable failed) {
        Throwable cause = failed;
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (BEFORE_A_CONNECTION.contains(each.getClass())) {
                return new CapiAnswer.Unreachable(Cause.NOT_RECEIVED, "No connection to " + api + ": " + words(each));
            }
            cause = each;
        }
        return new CapiAnswer.Unreachable(Cause.NO_ANSWER, "No answer from " + api + ": " + words(cause));
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " " + MetaText.clean(message));
    }

    /** Null when it is no JSON, or no object. */
    private static @Nullable JsonNode object(byte[] body, JsonMapper json) {
        try {
            JsonNode answer = json.readTree(body);
            return answer.isObject() ? answer : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** An answer without an error of which the code could be read. */
    private static CapiAnswer nothing(int status, @Nullable JsonNode answer, boolean oddError) {
        if (answer == null) {
            return new CapiAnswer.Unreachable(
                    status == AWAY ? Cause.NOT_RECEIVED : Cause.GATEWAY,
                    "Meta's answer with status " + status + " is no JSON of the Graph API's");
        }
        return oddError
                ? new CapiAnswer.Unreachable(
                        Cause.GRAPH_ERROR,
                        "Meta answered status " + status + " with an error that is no object",
                        trace(answer))
                : new CapiAnswer.Unreachable(
                        Cause.GATEWAY,
                        "Meta answered status " + status + " and neither an error nor what it received",
                        trace(answer));
    }

    private static CapiAnswer error(int status, JsonNode error, Usage usage) {
        int code = number(error.path("code"));
        int subcode = number(error.path("error_subcode"));
        String message = message(error);
        String trace = trace(error);
        boolean businessLimit = code >= 80_000 && code <= 80_014;
        if (THROTTLED.contains(code) || businessLimit) {
            return new CapiAnswer.Throttled(code, message + usage.words(), trace, usage.retryAfter());
        }
        if (code == CapiAnswer.Throttled.BLOCKED) {
            return new CapiAnswer.Throttled(
                    code, message + usage.words(), trace, Objects.requireNonNullElse(usage.retryAfter(), BLOCKED_FOR));
        }
        // A gateway may speak for a Graph API whose own answer it never got.
        Cause cause = GATEWAYS.contains(status) ? Cause.GATEWAY : Cause.GRAPH_ERROR;
        if (error.path("is_transient").asBoolean(false) || PASSING.contains(code) || code < 0) {
            return new CapiAnswer.Unreachable(cause, "Meta has a passing fault, code " + code + ": " + message, trace);
        }
        boolean permission = code >= 200 && code <= 299;
        if (MISCONFIGURED.contains(code) || permission || (code == INVALID_PARAMETER && subcode == NO_SUCH_OBJECT)) {
            return new CapiAnswer.Misconfigured(code, subcode, message, trace);
        }
        if (code == INVALID_PARAMETER) {
            return new CapiAnswer.Refused(code, subcode, message, trace);
        }
        return new CapiAnswer.Unreachable(cause, "Meta answered with the unknown code " + code + ": " + message, trace);
    }

    /** The words for people before those for programmers; cleaned, as nobody can say what they quote. */
    private static String message(JsonNode error) {
        return Stream.of("error_user_msg", "message", "error_user_title")
                .map(name -> MetaText.clean(error.path(name).asString("")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A whole number, be it written as a text; 0 for anything else. */
    private static int number(JsonNode node) {
        if (node.isString()) {
            String text = node.stringValue().strip();
            return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        }
        return node.asInt(0);
    }

    /** Meta's id of a request is letters and digits; what is not is none. */
    private static String trace(@Nullable JsonNode node) {
        String trace = node == null
                ? ""
                : node.path("fbtrace_id")
                        .asString(node.path("error").path("fbtrace_id").asString(""));
        return TRACE.matcher(trace).matches() ? trace : "";
    }
}
