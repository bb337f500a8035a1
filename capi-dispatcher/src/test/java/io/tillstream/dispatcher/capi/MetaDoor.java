package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/** Stands where the network to Meta begins: what is sent goes to a simulated Meta, with no socket and no JSON between. */
public final class MetaDoor implements APIRequest.IRequestExecutor {

    /** What is on the other side. */
    public interface Meta {
        /** @param sender host of the address that it was sent to, by which instances are told apart */
        Reply answer(String sender, String dataset, List<EncodedEvent> events) throws IOException;
    }

    /** An answer as it comes over HTTP. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    private static final ThreadLocal<Meta> META = new ThreadLocal<>();

    /** Behind it each thread has a Meta of its own. */
    public static final MetaDoor ONE = new MetaDoor();

    private MetaDoor() {}

    public static void open(Meta meta) {
        META.set(meta);
    }

    @Override
    public APIRequest.ResponseWrapper execute(
            String method, String url, Map<String, Object> parameters, APIContext context) throws IOException {
        GraphCall call = (GraphCall) context;
        URI address = URI.create(url);
        call.answered(new Answer(
                META.get().answer(address.getHost(), address.getPath().split("/")[2], call.events()), address));
        return new APIRequest.ResponseWrapper("{}", "{}");
    }

    @Override
    public APIRequest.ResponseWrapper sendGet(String url, Map<String, Object> parameters, APIContext context) {
        throw new UnsupportedOperationException("Events are posted");
    }

    @Override
    public APIRequest.ResponseWrapper sendPost(String url, Map<String, Object> parameters, APIContext context)
            throws IOException {
        return execute("POST", url, parameters, context);
    }

    @Override
    public APIRequest.ResponseWrapper sendDelete(String url, Map<String, Object> parameters, APIContext context) {
        throw new UnsupportedOperationException("Events are posted");
    }

    private record Answer(Reply reply, URI uri) implements HttpResponse<byte[]> {

        @Override
        public int statusCode() {
            return reply.status();
        }

        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri).build();
        }

        @Override
        public Optional<HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(
                    reply.headers().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                    (name, value) -> true);
        }

        @Override
        public byte[] body() {
            return reply.body().getBytes(UTF_8);
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
