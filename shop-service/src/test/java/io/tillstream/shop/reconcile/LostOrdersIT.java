package io.tillstream.shop.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import java.net.CookieManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The database is restored to a time before these orders were placed, while they are paid at Stripe. */
class LostOrdersIT extends RunningShop {

    @Autowired
    private Reconciler reconciler;

    @Test
    void orders_that_a_restored_database_lacks_are_restored_and_published_once() throws Exception {
        List<String> sessions = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int each = 0; each < 6; each++) {
            // Each in its own browser.
            ((CookieManager) browser.cookieHandler().orElseThrow())
                    .getCookieStore()
                    .removeAll();
            post("/consent", Map.of("granted", "true"));
            get("/?fbclid=Before_1");
            post("/cart/items", Map.of("sku", "enamel-mug", "quantity", "2"));
            String session = checkout("notebook");
            sessions.add(session);
            events.add(eventId(session));
            STRIPE.pay(session);
        }
        forget(sessions);

        for (String session : sessions.subList(0, 3)) {
            assertThat(completed(session).body()).contains("is PAID");
            assertThat(completed(session).body()).contains("is PAID");
        }
        reconciler.run(report -> {});

        for (int each = 0; each < sessions.size(); each++) {
            String session = sessions.get(each);
            String event = events.get(each);
            assertThat(orderState(session)).isEqualTo("PAID");
            assertThat(eventId(session)).isEqualTo(event);
            assertThat(jdbc.sql("select fbc like '%.Before_1' and marketing_consent and total_minor = 3800 from orders"
                                    + " where stripe_session_id = ?")
                            .param(session)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            await().untilAsserted(() -> assertThat(Topic.read(
                            "shop.order-completed.v1", record -> new String(record.value(), UTF_8).contains(event)))
                    .hasSize(1));
        }
    }

    @Test
    void a_session_of_another_tillstream_shop_on_the_account_is_ignored() throws Exception {
        String session = checkout("notebook");
        STRIPE.pay(session);
        STRIPE.change(
                session,
                each -> ((tools.jackson.databind.node.ObjectNode) each.path("metadata"))
                        .put("shop_id", "7d444840-9dc0-11d1-b245-5ffdce74fad2"));
        forget(List.of(session));

        assertThat(completed(session).body()).contains("No order of ours");
    }

    private void forget(List<String> sessions) {
        for (String table : List.of(
                "delete from order_item where order_id in (select id from orders where ",
                "delete from orders where (")) {
            jdbc.sql(table + "stripe_session_id in (:sessions))")
                    .param("sessions", sessions)
                    .update();
        }
    }
}
