package io.tillstream.shop.sale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop without a storefront that reports every sale on the Stripe account. */
@TestPropertySource(
        properties = {
            "SALES=account",
            "SALES_SINCE=2026-01-01",
            "STOREFRONT=off",
            "CONSENT_MODE=opt-out",
            "shop.sales.sites[0].name=prints",
            "shop.sales.sites[0].url=https://prints.example.com/thanks",
            "shop.sales.sites[0].payment-links=plink_moon",
            "shop.sales.sites[1].name=closed",
            "shop.sales.sites[1].consent=denied"
        })
abstract class RunningAccount extends RunningShop {

    void context(String reference, String consent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/contexts"))
                .header("Origin", "https://www.site.test")
                .header("X-Forwarded-For", ip)
                .header("User-Agent", "Mozilla/5.0 (X11)")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"reference": "%s", "token": "%s", "consent": "%s", "url": "https://www.site.test/moon"}""".formatted(reference, "t".repeat(43), consent)))
                .build();
        assertThat(browser.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }

    void serverSays(String reference, String consent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/v1/contexts"))
                .header("Authorization", "Bearer a-key-of-a-server-0123")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"reference": "%s", "consent": "%s"}""".formatted(reference, consent)))
                .build();
        assertThat(browser.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }

    static JsonNode message(String session) {
        await().untilAsserted(() -> assertThat(messages(session)).hasSize(1));
        return JsonMapper.shared().readTree(messages(session).getFirst());
    }

    static List<String> messages(String text) {
        return Topic.read("shop.order-completed.v1", record -> value(record).contains("\"orderId\":\"" + text + "\""))
                .stream()
                .map(RunningAccount::value)
                .toList();
    }

    static String value(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
