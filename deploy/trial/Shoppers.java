import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Shoppers who agree, fill a cart, check out and pay, some each second, against docker compose's sandbox profile. A shopper
 * whose request fails does not try again. Prints how many paid, and in which second at which step others failed.
 *
 * <p>{@code java Shoppers.java RATE SECONDS}
 */
public class Shoppers {

    private static final String SHOP = "http://localhost:8080";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Map<Long, Map<String, AtomicInteger>> FAILED = new ConcurrentSkipListMap<>();
    private static final AtomicInteger PAID = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        int rate = Integer.parseInt(args[0]);
        int count = rate * Integer.parseInt(args[1]);
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < count; number++) {
                long wait = start + number * 1_000_000_000L / rate - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                int shopper = number;
                threads.execute(() -> buy(shopper, start));
            }
        }
        int failed = FAILED.values().stream()
                .flatMap(second -> second.values().stream())
                .mapToInt(AtomicInteger::get)
                .sum();
        System.out.println("paid=" + PAID + " failed=" + failed);
        FAILED.forEach((second, steps) -> System.out.println("second " + second + ": " + new TreeMap<>(steps)));
    }

    private static void buy(int number, long start) {
        // The shop lets one address check out once a second only, and believes a proxy on Docker's network.
        String address = "8.8." + number / 250 % 250 + "." + (1 + number % 250);
        long second = (System.nanoTime() - start) / 1_000_000_000L;
        String step = "agree";
        try {
            CookieManager cookies = new CookieManager();
            post(cookies, address, SHOP + "/consent", Map.of("granted", "true"));
            step = "cart";
            post(cookies, address, SHOP + "/cart/items", Map.of("sku", "tea-towel"));
            step = "checkout";
            String page = post(cookies, address, SHOP + "/checkout", Map.of())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IOException("no page to pay on"));
            step = "pay";
            post(cookies, address, page, Map.of("card", "good", "email", "shopper" + number + "@personal.example"));
            PAID.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            FAILED.computeIfAbsent(second, key -> new ConcurrentSkipListMap<>())
                    .computeIfAbsent(step, key -> new AtomicInteger())
                    .incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpResponse<String> post(
            CookieManager cookies, String address, String url, Map<String, String> form)
            throws IOException, InterruptedException {
        URI target = URI.create(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/x-www-form-urlencoded");
        cookies.get(target, Map.of())
                .getOrDefault("Cookie", List.of())
                .forEach(cookie -> request.header("Cookie", cookie));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = HTTP.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        cookies.put(target, answer.headers().map());
        if (answer.statusCode() >= 400) {
            throw new IOException("status " + answer.statusCode());
        }
        return answer;
    }
}
