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
 * Carries the SDK's requests to an http address, which its own transport cannot: that casts every connection to an
 * HTTPS one. This one is the cheaper of the two, with the JDK's HttpClient and JSON in place of multipart.
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

    /** One JSON object, in which {@code data} is the JSON that the SDK has written. */
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
