package io.tillstream.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * A program in place of Meta: it accepts every event, counts it by Pixel and answers after a delay. It checks nothing, so
 * that its own work is small compared with the sender's.
 */
final class Sink {

    private static final byte[] EVENT_ID = "\"event_id\":\"".getBytes(US_ASCII);

    private final Map<String, Taken> byPixel = new ConcurrentHashMap<>();
    private volatile long delay;

    private Sink() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException {
        Sink sink = new Sink();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", sink::take);
        server.createContext("/taken/", sink::tell);
        server.createContext("/delay/", sink::setDelay);
        server.start();
    }

    /** {@code POST /v{version}/{pixel}/events} */
    private void take(HttpExchange exchange) throws IOException {
        Taken taken = taken(exchange, 2);
        byte[] buffer = new byte[64 * 1024];
        int matched = 0;
        long events = 0;
        long bytes = 0;
        try (InputStream body = exchange.getRequestBody()) {
            for (int read = body.read(buffer); read > 0; read = body.read(buffer)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == EVENT_ID[matched]) {
                        matched++;
                    } else {
                        matched = buffer[i] == EVENT_ID[0] ? 1 : 0;
                    }
                    if (matched == EVENT_ID.length) {
                        matched = 0;
                        events++;
                    }
                }
            }
        }
        sleep();
        taken.add(events, bytes);
        answer(exchange, "{\"events_received\":" + events + ",\"messages\":[],\"fbtrace_id\":\"A1\"}");
    }

    /** {@code GET /taken/{pixel}}: events, requests and bytes, separated by spaces. */
    private void tell(HttpExchange exchange) throws IOException {
        answer(exchange, taken(exchange, 2).toString());
    }

    /** {@code POST /delay/{milliseconds}} */
    private void setDelay(HttpExchange exchange) throws IOException {
        delay = Long.parseLong(segment(exchange, 2));
        answer(exchange, "");
    }

    private Taken taken(HttpExchange exchange, int segment) {
        return byPixel.computeIfAbsent(segment(exchange, segment), pixel -> new Taken());
    }

    private static String segment(HttpExchange exchange, int number) {
        return exchange.getRequestURI().getPath().split("/", -1)[number];
    }

    private void sleep() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(US_ASCII);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The totals of one Pixel. */
    private record Taken(LongAdder events, LongAdder requests, LongAdder bytes) {

        Taken() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }

        void add(long moreEvents, long moreBytes) {
            bytes.add(moreBytes);
            requests.increment();
            events.add(moreEvents);
        }

        @Override
        public String toString() {
            return events.sum() + " " + requests.sum() + " " + bytes.sum();
        }
    }
}
