package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes and keeps events like Meta; answers with an error when a test sets one. */
final class MetaStub implements AutoCloseable {

    /** An answer that is not "accepted". */
    record Trouble(int status, String body) {}

    private static final Trouble EXPIRED =
            new Trouble(400, "{\"error\":{\"code\":190,\"error_subcode\":463,\"message\":\"Session has expired\"}}");

    private static final Trouble REFUSED = new Trouble(
            400,
            "{\"error\":{\"code\":100,\"error_subcode\":2804009,\"error_user_msg\":\"Missing Value\",\"fbtrace_id\":\"A9\"}}");

    final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    /** Event ids that cause the refusal of a whole request. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** A token that has expired. */
    volatile String wrongToken = "";

    final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    MetaStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static MetaStub start() {
        try {
            return new MetaStub();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How often an event was in a request that was accepted. */
    long accepted(String eventId) {
        return accepted.stream()
                .filter(event -> event.path("event_id").asString().equals(eventId))
                .count();
    }

    /** Every copy of an event that was in a request, accepted or not. */
    List<JsonNode> sent(String eventId) {
        return requests.stream()
                .flatMap(request -> request.path("data").valueStream())
                .filter(event -> event.path("event_id").asString().equals(eventId))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request =
                JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        paths.add(exchange.getRequestURI().getPath());
        Trouble trouble = request.path("access_token").asString("").equals(wrongToken)
                ? EXPIRED
                : request.path("data")
                                .valueStream()
                                .anyMatch(event ->
                                        refused.contains(event.path("event_id").asString()))
                        ? REFUSED
                        : troubles.poll();
        if (trouble == null) {
            request.path("data").forEach(accepted::add);
            send(
                    exchange,
                    200,
                    "{\"events_received\":%d,\"fbtrace_id\":\"A1\"}"
                            .formatted(request.path("data").size()));
        } else {
            send(exchange, trouble.status(), trouble.body());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
