package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.ShopApplication;
import io.tillstream.shop.Topic;
import io.tillstream.shop.catalog.Money;
import io.tillstream.shop.order.Order;
import io.tillstream.shop.order.OrderItem;
import io.tillstream.shop.order.Orders;
import io.tillstream.shop.visitor.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class TwoShopsIT extends RunningShop {

    @Autowired
    private Orders orders;

    @Autowired
    private StripeCheckout stripe;

    @Autowired
    private Payments payments;

    @Autowired
    private Reconciler reconciler;

    @Test
    void two_shops_that_hear_the_same_at_the_same_time_publish_each_order_once() throws Exception {
        List<String> sessions = new ArrayList<>();
        for (int each = 0; each < 60; each++) {
            Order order = orders.place(
                    UUID.randomUUID(),
                    List.of(new OrderItem("notebook", "Notebook", 1, new Money(1600, "SGD"))),
                    new Visitor(Visitor.Choice.GRANTED, null, "192.0.2.1", "Mozilla/5.0", null, null, null));
            String session = stripe.open(order, Locale.ENGLISH, 1).getId();
            orders.sessionOpened(order.id(), null, session);
            STRIPE.pay(session);
            sessions.add(session);
        }

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
