package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's context for one call. It carries the events and their transport, and keeps the answer with status and headers, which
 * the SDK drops.
 */
final class GraphCall extends APIContext {

    /** A placeholder for the events: the SDK would copy their text several times. */
    static final String EVENTS = "[]";

    private final List<EncodedEvent> events;
    private final APIRequest.IRequestExecutor transport;
    private @Nullable HttpResponse<byte[]> answer;

    GraphCall(
            CapiSettings settings,
            String accessToken,
            List<EncodedEvent> events,
            APIRequest.IRequestExecutor transport) {
        // The shorter constructors enable a crash reporter that sends stack traces to Meta.
        super(settings.apiBase(), settings.apiBase(), settings.apiVersion(), accessToken, null, null, false);
        this.events = events;
        this.transport = transport;
    }

    List<EncodedEvent> events() {
        return events;
    }

    APIRequest.IRequestExecutor transport() {
        return transport;
    }

    void answered(HttpResponse<byte[]> response) {
        answer = response;
    }

    /** Null without an answer. */
    @Nullable
    HttpResponse<byte[]> answer() {
        return answer;
    }
}
