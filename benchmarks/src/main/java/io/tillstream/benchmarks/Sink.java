package io.tillstream.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A program in place of Meta: it accepts every event, counts it by Pixel and answers after a delay. It checks nothing, so
 * that its own work is small compared with the sender's.
 */
final class Sink {

    private static final String EVENT_ID_TEXT = "\"event_id\":\"";
    private static final byte[] EVENT_ID = EVENT_ID_TEXT.getBytes(US_ASCII);

    private final Map<String, Taken> byPixel = new ConcurrentHashMap<>();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile long delay;
    private volatile boolean noting;

    /** @param at microseconds since 1970 */
    private record Arrival(String eventId, long at) {}

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
        server.createContext("/times/on", sink::noteTimes);
        server.createContext("/times", sink::tellTimes);
        server.start();
    }

    /** {@code POST /v{version}/{pixel}/events} */
    private void take(HttpExchange exchange) throws IOException {
        Taken taken = taken(exchange, 2);
        if (noting) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int noted = note(new String(body, UTF_8));
            sleep();
            taken.add(noted, body.length);
            answer(exchange, accepted(noted));
            return;
        }
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
        answer(exchange, accepted(events));
    }

    private static String accepted(long events) {
        return "{\"events_received\":" + events + ",\"messages\":[],\"fbtrace_id\":\"A1\"}";
    }

    /** Notes the time at which all events of a request have arrived; returns their number. */
    private int note(String body) {
        Instant now = Instant.now();
        long at = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
        int events = 0;
        for (int id = body.indexOf(EVENT_ID_TEXT); id >= 0; id = body.indexOf(EVENT_ID_TEXT, id)) {
            id += EVENT_ID_TEXT.length();
            arrivals.add(new Arrival(body.substring(id, body.indexOf('"', id)), at));
            events++;
        }
        return events;
    }

    /** {@code POST /times/on}: from now on the time of each event is noted. */
    private void noteTimes(HttpExchange exchange) throws IOException {
        noting = true;
        answer(exchange, "");
    }

    /** {@code GET /times}: the ids and times of all events since the last question. */
    private void tellTimes(HttpExchange exchange) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Arrival each = arrivals.poll(); each != null; each = arrivals.poll()) {
            lines.append(each.eventId()).append(' ').append(each.at()).append('\n');
        }
        answer(exchange, lines.toString());
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
