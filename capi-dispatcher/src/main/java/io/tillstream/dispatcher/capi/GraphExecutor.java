package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIRequest;
import io.tillstream.dispatcher.json.JsonOut;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Carries the SDK's requests over the JDK's HttpClient as JSON. The SDK's own transport has no time-outs and sends a
 * POST again on its own when a kept connection dies.
 */
@Component
final class GraphExecutor implements APIRequest.IRequestExecutor {

    private static final String EVENTS = "data";

    private final HttpClient http;
    private final CapiSettings settings;
    private final ThreadLocal<JsonOut> bodies = ThreadLocal.withInitial(JsonOut::new);

    GraphExecutor(CapiSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public APIRequest.ResponseWrapper execute(
            String method, String url, Map<String, Object> parameters, APIContext context) throws IOException {
        GraphCall call = (GraphCall) context;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("User-Agent", APIRequest.USER_AGENT)
                .method(method, body(call, parameters))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        boolean taken = false;
        try {
            // The time-out of HttpRequest ends at the headers; without this a slow body would be waited for without
            // limit.
            HttpResponse<byte[]> response = answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            call.answered(response);
            taken = response.statusCode() == 200;
            // The SDK misreads most answers, so it gets an empty one.
            return new APIRequest.ResponseWrapper("{}", "{}");
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + settings.requestTimeout());
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while waiting for Meta");
        } finally {
            if (!taken) {
                // A request that timed out, or was answered early, may still read its body.
                bodies.remove();
            }
        }
    }

    /** The events and the other parameters as one JSON object. The token travels here, not in the address. */
    private BodyPublisher body(GraphCall call, Map<String, Object> parameters) {
        Map<String, String> others = new TreeMap<>();
        parameters.forEach((name, value) -> {
            if (!name.equals(EVENTS)) {
                others.put(name, value.toString());
            }
        });
        JsonOut json = bodies.get();
        json.reset();
        CapiJson.write(call.events(), others, json);
        return new BytesBody(json.bytes(), json.length());
    }

    @Override
    public APIRequest.ResponseWrapper sendGet(String url, Map<String, Object> parameters, APIContext context) {
        throw new UnsupportedOperationException("This service only posts events");
    }

    @Override
    public APIRequest.ResponseWrapper sendPost(String url, Map<String, Object> parameters, APIContext context)
            throws IOException {
        return execute("POST", url, parameters, context);
    }

    @Override
    public APIRequest.ResponseWrapper sendDelete(String url, Map<String, Object> parameters, APIContext context) {
        throw new UnsupportedOperationException("This service only posts events");
    }
}
