package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries the SDK's requests over the JDK's HttpClient as JSON. The SDK's own transport has no time-outs and sends a
 * POST again on its own when a kept connection dies.
 */
final class GraphExecutor implements APIRequest.IRequestExecutor {

    private final HttpClient http;
    private final CapiSettings settings;
    private final JsonMapper json;

    GraphExecutor(CapiSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public APIRequest.ResponseWrapper execute(
            String method, String url, Map<String, Object> parameters, APIContext context) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("User-Agent", APIRequest.USER_AGENT)
                .method(method, BodyPublishers.ofString(body(parameters)))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            // HttpRequest's own time-out ends with the answer's headers; a body that trickles would be waited for.
            ((GraphCall) context).answered(answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
            // The SDK would misread most answers; it gets one that holds nothing to read.
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
        }
    }

    /** The parameters as one JSON object; {@code data} is JSON already. The token travels here, not in the address. */
    private String body(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> json.writeValueAsString(parameter.getKey())
                        + ":"
                        + (parameter.getKey().equals("data")
                                ? parameter.getValue()
                                : json.writeValueAsString(parameter.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
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
