package io.tillstream.shop.context;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Requests by which another shop tells us who its visitor is. */
abstract class SiteVisits extends RunningShop {

    static final String SITE = "https://www.site.test";
    static final String TOKEN = "A".repeat(43);

    final String reference = "ts_" + UUID.randomUUID().toString().substring(0, 22);

    String body(String consent, String token, String fbp) {
        return """
                {"reference":"%s","token":"%s","consent":%s,"url":"https://www.site.test/mugs?email=jo@example.com",
                 "referrer":"https://news.test/a/b","fbp":%s,"language":"en"}""".formatted(reference, token, consent, fbp);
    }

    HttpResponse<String> say(String origin, String body, String... header) throws Exception {
        Map<String, String> headers = new HashMap<>();
        if (origin != null) {
            headers.put("Origin", origin);
        }
        if (header.length > 0) {
            headers.put(header[0], header[1]);
        }
        return say("/contexts", body, headers);
    }

    HttpResponse<String> server(String body, String key) throws Exception {
        return say("/v1/contexts", body, Map.of("Authorization", "Bearer " + key));
    }

    HttpResponse<String> say(String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .setHeader("X-Forwarded-For", ip)
                .setHeader("User-Agent", "Browser/1.0")
                .setHeader("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
