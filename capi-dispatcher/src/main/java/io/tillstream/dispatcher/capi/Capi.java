package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIException;
import com.facebook.ads.sdk.APIRequest;
import com.facebook.ads.sdk.AdsPixel;
import io.tillstream.dispatcher.attempt.Attempts;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Meta's Conversions API. */
@Component
public class Capi {

    /** Events that Meta takes in one request. */
    public static final int MOST_EVENTS = 1000;

    private final CapiSettings settings;
    private final AccessToken accessToken;
    private final Guards guards;
    private final JsonMapper json;
    private final CapiMetrics metrics;
    private final boolean testing;

    Capi(
            CapiSettings settings,
            AccessToken accessToken,
            Guards guards,
            Attempts attempts,
            JsonMapper json,
            CapiMetrics metrics,
            APIRequest.IRequestExecutor transport) {
        this.settings = settings;
        this.accessToken = accessToken;
        this.guards = guards;
        this.json = json;
        this.metrics = metrics;
        this.testing = settings.testing();
        guards.onTurn(attempts::turned);
        // The SDK holds its transport in a static field: one for the whole process.
        APIRequest.changeRequestExecutor(transport);
    }

    /**
     * Sends events in one request, of which Meta takes all or none.
     *
     * @param dataset number of the dataset that takes them
     * @param events  1 to {@value #MOST_EVENTS}
     * @param accused whether the trouble that it may meet is known to be its own, and says nothing of Meta
     * @return {@link CapiAnswer.NotSent} when it is not the time for a request
     */
    public CapiAnswer send(String dataset, List<CapiEvent> events, boolean accused) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw new IllegalArgumentException("Meta takes 1 to " + MOST_EVENTS + " events, not " + events.size());
        }
        Optional<Guard.Permit> permit = guards.of(dataset).acquire(accused);
        if (permit.isEmpty()) {
            return new CapiAnswer.NotSent();
        }
        try (Guard.Permit request = permit.get()) {
            CapiAnswer answer = measured(dataset, events);
            request.answered(answer);
            metrics.standing(dataset, answer);
            return answer;
        }
    }

    /**
     * Sends one event that counts for nothing: it is seen in Events Manager under Test events, and nowhere else. It goes
     * past the circuit breaker, whose state a trial must neither heed nor change.
     *
     * @param code as Events Manager shows it, such as TEST12345
     */
    public CapiAnswer trial(CapiEvent event, String code) {
        return post(dataset(), List.of(event), code);
    }

    /** An event alone, byte for byte as it stands among others in a request. */
    public byte[] json(CapiEvent event) {
        return CapiJson.one(event);
    }

    /** Time until a request to a dataset may go; zero when one may go now. */
    public Duration wait(String dataset) {
        return guards.of(dataset).remaining();
    }

    /** Whether requests to a dataset go through without a trial; while one is due, one event is enough for it. */
    public boolean closed(String dataset) {
        return guards.of(dataset).closed();
    }

    /** The shortest time until a request to any of the datasets in use may go; zero when one may go now. */
    public Duration shortestWait() {
        return guards.shortestWait();
    }

    /** The dataset that takes what no route leads elsewhere. */
    public String dataset() {
        return settings.pixelId();
    }

    /** Whether what is sent counts for nothing: to Meta's test view, or to something that is not Meta. */
    public boolean testing() {
        return testing;
    }

    private CapiAnswer measured(String dataset, List<CapiEvent> events) {
        long started = System.nanoTime();
        CapiAnswer answer = post(dataset, events, settings.testEventCode());
        metrics.answered(answer, events.size(), System.nanoTime() - started);
        return answer;
    }

    private CapiAnswer post(String dataset, List<CapiEvent> events, @Nullable String testEventCode) {
        GraphCall call = new GraphCall(settings, accessToken.of(dataset), events);
        AdsPixel.APIRequestCreateEvent request =
                new AdsPixel(dataset, call).createEvent().setData(GraphCall.EVENTS);
        if (testEventCode != null) {
            request.setTestEventCode(testEventCode);
        }
        try {
            request.execute();
        } catch (APIException e) {
            return CapiAnswers.failed(settings.apiBase(), e);
        }
        HttpResponse<byte[]> answer = call.answer();
        if (answer == null) {
            return new CapiAnswer.Unreachable(
                    CapiAnswer.Unreachable.Cause.NO_ANSWER, "No answer from " + settings.apiBase());
        }
        metrics.version(answer.statusCode(), answer.headers());
        return CapiAnswers.read(answer.statusCode(), answer.headers(), answer.body(), events.size(), json);
    }
}
