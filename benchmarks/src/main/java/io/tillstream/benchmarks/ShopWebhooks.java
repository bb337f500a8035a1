package io.tillstream.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** How long the shop takes to answer Stripe's webhooks at a constant rate, with and without Kafka. */
final class ShopWebhooks implements Command {

    private static final int RATE = 100;
    private static final int SECONDS = 30;

    /** In a shop that has just started, most of the time goes into the compiler. */
    private static final int WARM_UPS = 3;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int sent;

    @Override
    public Set<String> options() {
        return Set.of("rate", "seconds");
    }

    @Override
    public Result run(Options options, Path root, Path logs) {
        Origin origin = Origin.of(root);
        int rate = options.number("rate", RATE);
        int seconds = options.number("seconds", SECONDS);
        List<Result.Point> points = new ArrayList<>();
        try (House house = new House(root, logs);
                Database database = Database.start(logs)) {
            Shop shop = Shop.start(house, database);
            webhooks(shop, rate, WARM_UPS * seconds);
            points.add(new Result.Point("Kafka up", webhooks(shop, rate, seconds)));
            house.stopBroker();
            points.add(new Result.Point("Kafka down", webhooks(shop, rate, seconds)));
        }
        Map<String, String> settings = new TreeMap<>(options.shown());
        settings.put("rate", Integer.toString(rate));
        settings.put("seconds", Integer.toString(seconds));
        String note =
                "From the time at which a webhook was due until its answer. Each is of a new sale and makes an order.";
        return new Result(options.command(), origin, settings, List.of(note), List.of(), points);
    }

    private Map<String, Double> webhooks(Shop shop, int rate, int seconds) {
        int count = rate * seconds;
        List<CompletableFuture<Double>> answers = new ArrayList<>(count);
        Pace pace = new Pace(rate);
        for (int number = 0; number < count; number++) {
            String body = Shop.completed("cs_test_bench" + ++sent);
            HttpRequest request = HttpRequest.newBuilder(URI.create(shop.webhooks()))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .header("Stripe-Signature", Shop.signature(body))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            long due = pace.await();
            answers.add(http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
                double millis = (System.nanoTime() - due) / 1e6;
                if (answer.statusCode() != 200 || !answer.body().endsWith(" is PAID")) {
                    throw new BenchmarkProblem(
                            "The shop answered a webhook with " + answer.statusCode() + ": " + answer.body());
                }
                return millis;
            }));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        Quantiles times = new Quantiles(
                answers.stream().mapToDouble(CompletableFuture::join).toArray());
        times.addTo(values, "webhook");
        values.put("slowest, ms", times.at(1));
        return values;
    }
}
