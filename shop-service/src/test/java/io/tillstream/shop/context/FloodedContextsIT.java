package io.tillstream.shop.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.RunningShop;
import io.tillstream.shop.visitor.Visitor.Choice;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Many networks that send contexts, each within its own limit. */
@TestPropertySource(properties = "shop.site.contexts-per-second=" + FloodedContextsIT.A_SECOND)
class FloodedContextsIT extends RunningShop {

    static final int A_SECOND = 2;
    private static final String SITE = "https://www.site.test";

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private Contexts contexts;

    private final String references = "ts_" + UUID.randomUUID().toString().substring(0, 19);
    private final List<HttpResponse<String>> refused = new ArrayList<>();
    private int stored;
    private double counted;
    private long seconds;

    @BeforeEach
    void flood() throws Exception {
        await().until(() -> say("9.9.99.1", references + "099").statusCode() == 204);
        double before = limited();
        long began = System.nanoTime();
        for (int network = 100; network < 200; network++) {
            HttpResponse<String> answer = say("9.9." + network + ".1", references + network);
            if (answer.statusCode() == 204) {
                stored++;
            } else {
                refused.add(answer);
            }
        }
        seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
        counted = limited() - before;
    }

    @Test
    void all_networks_together_write_no_more_than_the_limit() {
        assertThat(stored).isBetween(0, A_SECOND + Math.toIntExact(A_SECOND * seconds));
        assertThat(jdbc.sql("select count(*) from visitor_context where reference like ? || '%'")
                        .param(references)
                        .query(Integer.class)
                        .single())
                .isEqualTo(stored + 1);
        assertThat(counted).isEqualTo(refused.size());
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo("Too many from all browsers\n");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as("without it the script could not tell 429 from no connection")
                    .hasValue(SITE);
        });
    }

    @Test
    void a_sale_and_a_server_s_context_do_not_wait_for_the_browsers() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session);
        assertThat(completed(session).body()).contains("is PAID");

        for (int each = 0; each < 3 * A_SECOND; each++) {
            HttpRequest request = HttpRequest.newBuilder(address("/v1/contexts"))
                    .header("Authorization", "Bearer a-key-of-a-server-0123")
                    .POST(BodyPublishers.ofString(
                            "{\"reference\":\"%s-server-%d\",\"consent\":\"granted\"}".formatted(references, each)))
                    .build();
            assertThat(browser.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void a_visitor_who_refuses_is_heard_all_the_same() throws Exception {
        assertThat(say("9.9.98.1", references + "099", "denied").statusCode()).isEqualTo(204);

        assertThat(contexts.find(references + "099").orElseThrow().visitor().choice())
                .isEqualTo(Choice.DENIED);
    }

    private HttpResponse<String> say(String network, String reference) throws Exception {
        return say(network, reference, "granted");
    }

    private HttpResponse<String> say(String network, String reference, String consent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/contexts"))
                .header("Origin", SITE)
                .header("X-Forwarded-For", network)
                .POST(BodyPublishers.ofString("{\"reference\":\"%s\",\"token\":\"%s\",\"consent\":\"%s\"}"
                        .formatted(reference, "t".repeat(43), consent)))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }

    private double limited() {
        return registry.counter("shop.contexts", "outcome", "limited").count();
    }
}
