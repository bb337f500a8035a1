package io.tillstream.benchmarks;

import io.tillstream.benchmarks.order.Orders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the cost of the dispatcher's console with the receipts of all rounds and one reader of its page Now. */
final class Console {

    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final Duration MOST_TO_READ = Duration.ofMinutes(5);
    private static final String STILL_READING = "Still reading Kafka";
    private static final String ACCEPTED = "Accepted by Meta";

    static final String OPERATOR = "benchmark";
    static final String PASSWORD = "benchmark-password";

    /** The form's token against forged requests. */
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String address;
    private final Program dispatcher;

    Console(int port, Program dispatcher) {
        this.address = "http://localhost:" + port;
        this.dispatcher = dispatcher;
    }

    /**
     * @param unwatched the dispatcher's share of a core without orders, before the console is opened
     * @param watched   its share while one reader has the page Now open
     * @param history   time from the first request until the figures are complete
     * @param byOrder   times of searches by order id, ascending
     * @param byEvent   times of searches by event id, ascending
     */
    record Reading(
            long receipts,
            double unwatched,
            double watched,
            Duration history,
            List<Duration> byOrder,
            List<Duration> byEvent) {

        /** Its figures, one group for what it costs and one for each kind of search. */
        List<Result.Point> points() {
            Map<String, Double> costs = new LinkedHashMap<>();
            costs.put("CPU without a reader, % of a core", 100 * unwatched);
            costs.put("CPU with one reader of the page Now, % of a core", 100 * watched);
            costs.put("history complete after the first request, s", seconds(history));
            return List.of(
                    new Result.Point(String.format(Locale.ROOT, "console, %,d receipts", receipts), costs),
                    searched("search for an order by its id", byOrder),
                    searched("search for an order by its event id", byEvent));
        }

        private static Result.Point searched(String what, List<Duration> took) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("median, s", seconds(median(took)));
            values.put("slowest, s", seconds(took.getLast()));
            return new Result.Point(what, values);
        }

        private static Duration median(List<Duration> sorted) {
            return sorted.get(sorted.size() / 2);
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }
    }

    /** @param orders the accepted orders to search for */
    Reading read(long receipts, List<Orders.Message> orders) {
        double unwatched = cpuShare(() -> Pause.until(() -> false, WATCHED));
        signIn();
        long started = System.nanoTime();
        get("/");
        if (!Pause.until(() -> !get("/").contains(STILL_READING), MOST_TO_READ)) {
            throw new BenchmarkProblem(
                    "The console has not read its history within " + MOST_TO_READ.toSeconds() + " s");
        }
        Duration history = since(started);
        List<Duration> byOrder = search(orders, Orders.Message::orderId);
        List<Duration> byEvent = search(orders, Orders.Message::eventId);
        return new Reading(receipts, unwatched, cpuShare(this::watch), history, byOrder, byEvent);
    }

    private List<Duration> search(List<Orders.Message> orders, Function<Orders.Message, String> id) {
        List<Duration> took = new ArrayList<>();
        for (Orders.Message order : orders) {
            long started = System.nanoTime();
            if (!get("/orders?id=" + id.apply(order)).contains(ACCEPTED)) {
                throw new BenchmarkProblem("The console does not find order " + id.apply(order) + " as accepted");
            }
            took.add(since(started));
        }
        return took.stream().sorted().toList();
    }

    /** Behaves like the page: after each sample in the stream it requests the figures again. */
    private void watch() {
        HttpRequest pulse =
                HttpRequest.newBuilder(URI.create(address + "/pulse")).build();
        long deadline = System.nanoTime() + WATCHED.toNanos();
        try {
            HttpResponse<InputStream> stream = http.send(pulse, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                while (System.nanoTime() < deadline) {
                    String line = lines.readLine();
                    if (line == null) {
                        throw new BenchmarkProblem("The console closed its stream");
                    }
                    if (line.equals("event:sample")) {
                        get("/now/live");
                    }
                }
            }
        } catch (IOException e) {
            throw new BenchmarkProblem("The console's stream broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
    }

    private double cpuShare(Runnable meanwhile) {
        long started = System.nanoTime();
        Duration before = dispatcher.cpu();
        meanwhile.run();
        return (double) dispatcher.cpu().minus(before).toNanos()
                / since(started).toNanos();
    }

    private void signIn() {
        Matcher token = TOKEN.matcher(get("/sign-in"));
        if (!token.find()) {
            throw new BenchmarkProblem("The console's page for signing in has another form");
        }
        String form = "username=" + OPERATOR + "&password=" + PASSWORD + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        send(HttpRequest.newBuilder(URI.create(address + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private String get(String path) {
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(URI.create(address + path)).build());
        if (page.statusCode() != 200) {
            throw new BenchmarkProblem("The console answered " + page.statusCode() + " to " + path);
        }
        return page.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new BenchmarkProblem("The console does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
    }
}
