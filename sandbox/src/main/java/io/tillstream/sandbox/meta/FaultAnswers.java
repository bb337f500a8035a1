package io.tillstream.sandbox.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;

/** The effect of a fault on a request: another answer, fewer accepted events, or a broken connection. */
final class FaultAnswers {

    private FaultAnswers() {}

    /**
     * Writes the answer of a fault that accepts no events.
     *
     * @param second whether the request is for the second dataset
     * @return whether an answer was written
     * @throws MetaError if the answer is an error in Meta's form
     */
    static boolean instead(Fault fault, boolean second, HttpServletResponse response)
            throws IOException, InterruptedException {
        switch (fault) {
            case UNAVAILABLE -> throw MetaError.unavailable();
            case TOKEN_EXPIRED -> throw MetaError.expiredToken();
            case TOKEN_OF_ONE -> {
                if (second) {
                    throw MetaError.expiredToken();
                }
            }
            case THROTTLED -> {
                response.setHeader("X-Business-Use-Case-Usage", MetaError.USAGE_AT_THE_LIMIT);
                throw MetaError.throttled();
            }
            case HEADLESS_THROTTLE -> {
                response.setHeader("Retry-After", "5");
                return plain(response, 429, "");
            }
            case REFUSES_ALL -> throw MetaError.tooOld();
            case CODE_1 -> throw MetaError.unknown();
            case UNKNOWN_CODE -> throw MetaError.unheardOf();
            case BLOCKED -> throw MetaError.blocked();
            case BAD_GATEWAY -> {
                return plain(response, 502, "<html><h1>502 Bad Gateway</h1></html>");
            }
            case TOO_LARGE -> {
                return plain(response, 413, "<html><h1>413 Request Entity Too Large</h1></html>");
            }
            case EMPTY -> {
                return plain(response, 200, "");
            }
            case TRICKLE -> {
                return trickle(response);
            }
            case SLOW -> TimeUnit.SECONDS.sleep(3);
            case VERSION_WARNING ->
                response.setHeader(
                        "X-Ad-Api-Version-Warning", "The call has been auto-upgraded to a newer version of the API");
            case NONE, SHORT, ONE_SHORT, CUT, RESET, REFUSES_SOME -> {
                // These accept the events first.
            }
        }
        return false;
    }

    /**
     * The events that are accepted.
     *
     * @throws MetaError if one event refuses the whole request
     */
    static List<Arrival> taken(Fault fault, Faults faults, List<Arrival> events) {
        if (fault == Fault.REFUSES_SOME) {
            EventCheck.refuseSome(faults, events);
        }
        return fault == Fault.ONE_SHORT
                ? events.stream()
                        .filter(event ->
                                Math.floorMod(String.valueOf(event.eventId()).hashCode(), 100) != 0)
                        .toList()
                : events;
    }

    /** Breaks the connection after the events were accepted. Returns whether it did. */
    static boolean broken(Fault fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (fault == Fault.CUT) {
            response.setContentLength(1000);
            return plain(response, 200, "{\"events_rec");
        }
        if (fault == Fault.RESET) {
            FaultyConnection.close(request);
            return true;
        }
        return false;
    }

    private static boolean plain(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.getOutputStream().write(text.getBytes(UTF_8));
        response.flushBuffer();
        return true;
    }

    private static boolean trickle(HttpServletResponse response) throws IOException, InterruptedException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        for (byte letter : "{\"events_received\":1}".getBytes(UTF_8)) {
            response.getOutputStream().write(letter);
            response.flushBuffer();
            TimeUnit.SECONDS.sleep(1);
        }
        return true;
    }
}
