package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIException;
import com.facebook.ads.sdk.APIRequest;
import com.facebook.ads.sdk.AdsPixel;
import io.tillstream.dispatcher.attempt.Attempts;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Meta's Conversions API. */
@Component
public class Capi {

    /** Events that Meta accepts in one request. */
    public static final int MOST_EVENTS = 1000;

    private final CapiSettings settings;
    private final AccessToken accessToken;
    private final Guards guards;
    private final JsonMapper json;
    private final CapiMetrics metrics;
    private final APIRequest.IRequestExecutor transport;
    private final boolean testing;

    /** @param attempts null in a command that runs without Kafka */
    Capi(
            CapiSettings settings,
            AccessToken accessToken,
            Guards guards,
            @Nullable Attempts attempts,
            JsonMapper json,
            CapiMetrics metrics,
            APIRequest.IRequestExecutor transport) {
        this.settings = settings;
        this.accessToken = accessToken;
        this.guards = guards;
        this.json = json;
        this.metrics = metrics;
        this.transport = transport;
        this.testing = settings.testing();
        if (attempts != null) {
            guards.onTurn(attempts::turned);
        }
        APIRequest.changeRequestExecutor(new CallTransport());
    }

    /**
     * Sends events in one request. Meta accepts all of them or none.
     *
     * @param dataset number of the dataset that receives them
     * @param events  1 to {@value #MOST_EVENTS}
     * @param accused whether the event is known to fail by itself, so that its failure does not count against Meta
     * @param still   whether the events may still be sent; asked last, as whatever comes before it may take its time
     * @return {@link CapiAnswer.NotSent} when the breaker is open, a wait has not passed, or they may not be sent any more
     */
    public CapiAnswer send(String dataset, List<EncodedEvent> events, boolean accused, BooleanSupplier still) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw new IllegalArgumentException("Meta takes 1 to " + MOST_EVENTS + " events, not " + events.size());
        }
        Optional<Guard.Permit> permit = guards.of(dataset).acquire(accused);
        if (permit.isEmpty()) {
            return new CapiAnswer.NotSent();
        }
        try (Guard.Permit request = permit.get()) {
            CapiAnswer answer = still.getAsBoolean() ? measured(dataset, events) : new CapiAnswer.NotSent();
            request.answered(answer);
            metrics.standing(dataset, answer);
            return answer;
        }
    }

    /**
     * Sends one test event: it appears in Events Manager under Test events. Meta does not drop it, and may use it like any other
     * event. It bypasses the circuit breaker, and does not change it.
     *
     * @param code as Events Manager shows it, such as TEST12345
     */
    public CapiAnswer trial(CapiEvent event, String code) {
        return post(dataset(), List.of(EncodedEvent.of(event)), code);
    }

    /** Time until a request to a dataset may be sent; zero when it may be sent now. */
    public Duration wait(String dataset) {
        return guards.of(dataset).remaining();
    }

    /** Whether the breakers of a dataset are closed; while they are not, one event is enough as a trial. */
    public boolean closed(String dataset) {
        return guards.of(dataset).closed();
    }

    /** The shortest time until a request to any dataset in use may be sent; zero when one may be sent now. */
    public Duration shortestWait() {
        return guards.shortestWait();
    }

    /** The usual dataset, for orders that no route sends elsewhere. */
    public String dataset() {
        return settings.pixelId();
    }

    /** Whether events are not counted: they go to Meta's test view, or to a host that is not Meta. */
    public boolean testing() {
        return testing;
    }

    private CapiAnswer measured(String dataset, List<EncodedEvent> events) {
        long started = System.nanoTime();
        CapiAnswer answer = post(dataset, events, settings.testEventCode());
        metrics.answered(answer, events.size(), System.nanoTime() - started);
        return answer;
    }

    private CapiAnswer post(String dataset, List<EncodedEvent> events, @Nullable String testEventCode) {
        GraphCall call = new GraphCall(settings, accessToken.of(dataset), events, transport);
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
