package io.tillstream.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many pages of the storefront a shop serves when some browsers ask for the next page as soon as they have one. */
final class ShopPages implements Command {

    private static final int BROWSERS = 4;
    private static final int SECONDS = 20;
    private static final List<String> PAGES = List.of("/", "/products/enamel-mug", "/cart", "/privacy");

    @Override
    public Set<String> options() {
        return Set.of("browsers", "seconds");
    }

    @Override
    public Result run(Options options, Path root, Path logs) {
        Origin origin = Origin.of(root);
        int browsers = options.number("browsers", BROWSERS);
        int seconds = options.number("seconds", SECONDS);
        List<Result.Point> points = new ArrayList<>();
        try (House house = new House(root, logs);
                Database database = Database.start(logs)) {
            Shop shop = Shop.start(house, database);
            // In a shop that has just started, most of the time goes into the compiler.
            PAGES.forEach(page -> read(shop, page, browsers, 2 * seconds));
            PAGES.forEach(page -> points.add(new Result.Point(page, read(shop, page, browsers, seconds))));
        }
        Map<String, String> settings = new TreeMap<>(options.shown());
        settings.put("browsers", Integer.toString(browsers));
        settings.put("seconds", Integer.toString(seconds));
        String note =
                "Each page is a first visit, without cookies, compressed. The browsers run on the same cores; per CPU second counts"
                        + " that of the shop alone.";
        return new Result(options.command(), origin, settings, List.of(note), List.of(), points);
    }

    private static Map<String, Double> read(Shop shop, String page, int browsers, int seconds) {
        Duration before = shop.program().cpu();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        List<Double> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(browsers)) {
            Callable<List<Double>> browser = () -> browse(URI.create(shop.address() + page), end);
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int each = 0; each < browsers; each++) {
                all.add(threads.submit(browser));
            }
            for (Future<List<Double>> each : all) {
                times.addAll(each.get());
            }
        } catch (ExecutionException e) {
            throw new BenchmarkProblem("The shop did not serve " + page, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkProblem("Interrupted", e);
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        double cpu = shop.program().cpu().minus(before).toNanos() / 1e9;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("pages/s", times.size() / elapsed);
        values.put("pages/CPU s", times.size() / cpu);
        new Quantiles(times.stream().mapToDouble(Double::doubleValue).toArray()).addTo(values, "page");
        return values;
    }

    private static List<Double> browse(URI page, long end) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(page)
                    .header("Accept-Encoding", "gzip")
                    .timeout(Duration.ofSeconds(30))
                    .build();
            long asked = System.nanoTime();
            while (asked < end) {
                HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new BenchmarkProblem("The shop answered " + page + " with " + answer.statusCode());
                }
                long now = System.nanoTime();
                millis.add((now - asked) / 1e6);
                asked = now;
            }
        }
        return millis;
    }
}
