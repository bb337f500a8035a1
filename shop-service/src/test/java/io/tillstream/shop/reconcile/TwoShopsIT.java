package io.tillstream.shop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.ShopApplication;
import io.tillstream.shop.Topic;
import io.tillstream.shop.payment.Payments;
import io.tillstream.shop.payment.ShopWithOpenSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class TwoShopsIT extends ShopWithOpenSessions {

    @Autowired
    private Payments payments;

    @Autowired
    private Reconciler reconciler;

    @Test
    void two_shops_that_settle_the_same_payments_at_once_publish_each_order_once() throws Exception {
        List<String> sessions = opened(60);
        sessions.forEach(STRIPE::pay);

        try (ConfigurableApplicationContext second = secondShop();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Payments other = second.getBean(Payments.class);
            List<Callable<Object>> calls = new ArrayList<>();
            for (String session : sessions) {
                calls.add(() -> payments.settle(session));
                calls.add(() -> other.settle(session));
                calls.add(() -> completed(session));
            }
            calls.add(() -> reconciler.run(progress -> {}));
            calls.add(() -> second.getBean(Reconciler.class).run(progress -> {}));
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.sql("select count(*) from outbox")
                                    .query(Long.class)
                                    .single()
                            == 0);
        }

        Set<String> events = sessions.stream().map(this::eventId).collect(Collectors.toSet());
        assertThat(sessions)
                .allSatisfy(session -> assertThat(orderState(session)).isEqualTo("PAID"));
        assertThat(Topic.read("shop.order-completed.v1", record -> true).stream()
                        .map(record ->
                                new String(record.headers().lastHeader("ce_id").value()))
                        .filter(events::contains))
                .hasSize(60)
                .doesNotHaveDuplicates();
    }

    private static ConfigurableApplicationContext secondShop() {
        return new SpringApplicationBuilder(ShopApplication.class)
                .run(environment().entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
