package io.tillstream.shop.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RetentionIT extends RunningShop {

    @Autowired
    private Retention retention;

    @Test
    void the_visitor_of_an_order_is_deleted_after_ninety_days_and_what_was_bought_stays() throws Exception {
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
