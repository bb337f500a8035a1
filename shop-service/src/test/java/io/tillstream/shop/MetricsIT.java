package io.tillstream.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

class MetricsIT extends RunningShop {

    @LocalManagementPort
    private int management;

    @Test
    void orders_by_state_and_the_outbox_are_measured() throws Exception {
        checkout("enamel-mug");

        String metrics = browser.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();

        assertThat(metrics)
                .containsPattern("shop_orders\\{.*state=\"pending\"} [1-9]")
                .contains(
                        "shop_orders{",
                        "state=\"paid\"",
                        "state=\"held\"",
                        "shop_outbox_pending",
                        "shop_outbox_oldest_age_seconds");
    }
}
