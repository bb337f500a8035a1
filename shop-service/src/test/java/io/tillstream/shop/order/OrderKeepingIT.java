package io.tillstream.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What orders keep of those who placed them. */
class OrderKeepingIT extends RunningShop {

    @Autowired
    private OneAddress oneAddress;

    @Autowired
    private Retention retention;

    @Test
    void orders_that_all_bear_one_address_are_noticed_as_a_proxys() {
        jdbc.sql("""
                        insert into orders (id, event_id, state, total_minor, currency, placed_at, marketing_consent, ip)
                        select gen_random_uuid(), gen_random_uuid(), 'EXPIRED', 1, 'SGD', now() + each * interval '1 second',
                            true, '8.8.1.1' from generate_series(1, 150) as each""").update();
        try {
            oneAddress.look();

            assertThat(oneAddress.share()).isGreaterThan(0.7);
        } finally {
            jdbc.sql("delete from orders where ip = '8.8.1.1'").update();
        }
    }

    @Test
    void who_placed_an_order_is_forgotten_after_ninety_days_and_what_was_bought_is_not() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String old = checkout("notebook");
        STRIPE.pay(old);
        completed(old);
        jdbc.sql("update orders set placed_at = placed_at - interval '91 days' where stripe_session_id = ?")
                .param(old)
                .update();
        post("/cart/items/notebook", Map.of("quantity", "0"));
        String lately = checkout("brass-pen");

        retention.forget();

        assertThat(kept(old)).isZero();
        assertThat(kept(lately)).isGreaterThan(3);
        assertThat(orderState(old)).isEqualTo("PAID");
    }

    private int kept(String session) {
        return jdbc.sql("""
                        select num_nonnulls(visitor_id, ip, user_agent, fbp, fbc, referrer_url, sealed_visitor, message)
                        from orders where stripe_session_id = ?""").param(session).query(Integer.class).single();
    }
}
