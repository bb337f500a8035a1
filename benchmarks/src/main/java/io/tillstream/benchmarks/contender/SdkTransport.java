package io.tillstream.benchmarks.contender;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIRequest;
import com.facebook.ads.sdk.APIRequest.ResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the SDK's requests to an http address. The SDK's own transport cannot, as it casts every connection to HTTPS. This
 * one is cheaper: it uses the JDK's HttpClient, and JSON instead of multipart.
 */
final class SdkTransport implements APIRequest.IRequestExecutor {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public ResponseWrapper execute(String method, String url, Map<String, Object> parameters, APIContext context)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("User-Agent", APIRequest.USER_AGENT)
                .method(method, BodyPublishers.ofString(body(parameters)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new ResponseWrapper(answer.body(), "{}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** One JSON object, whose {@code data} is the JSON from the SDK. */
    private static String body(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> "\"" + parameter.getKey() + "\":"
                        + (parameter.getKey().equals("data")
                                ? parameter.getValue()
                                : JSON.writeValueAsString(parameter.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public ResponseWrapper sendPost(String url, Map<String, Object> parameters, APIContext context) throws IOException {
        return execute("POST", url, parameters, context);
    }

    @Override
    public ResponseWrapper sendGet(String url, Map<String, Object> parameters, APIContext context) {
        throw new UnsupportedOperationException("Events are posted");
    }

    @Override
    public ResponseWrapper sendDelete(String url, Map<String, Object> parameters, APIContext context) {
        throw new UnsupportedOperationException("Events are posted");
    }
}
