package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIContext;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SDK's context for one call. It also carries the events, and keeps the answer, of which the SDK itself would drop status and headers. */
final class GraphCall extends APIContext {

    /** What stands for the events where the SDK wants them as a text, which would be copied several times. */
    static final String EVENTS = "[]";

    private final List<CapiEvent> events;
    private @Nullable HttpResponse<byte[]> answer;

    GraphCall(CapiSettings settings, String accessToken, List<CapiEvent> events) {
        // The shorter constructors switch on a crash reporter that sends stack traces to Meta.
        super(settings.apiBase(), settings.apiBase(), settings.apiVersion(), accessToken, null, null, false);
        this.events = events;
    }

    List<CapiEvent> events() {
        return events;
    }

    void answered(HttpResponse<byte[]> response) {
        answer = response;
    }

    /** Null when Meta has not answered. */
    @Nullable
    HttpResponse<byte[]> answer() {
        return answer;
    }
}
