package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIContext;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** The SDK's context for one call. It also keeps the answer, of which the SDK itself would drop status and headers. */
final class GraphCall extends APIContext {

    private @Nullable HttpResponse<byte[]> answer;

    GraphCall(CapiSettings settings, String accessToken) {
        // The shorter constructors switch on a crash reporter that sends stack traces to Meta.
        super(settings.apiBase(), settings.apiBase(), settings.apiVersion(), accessToken, null, null, false);
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
