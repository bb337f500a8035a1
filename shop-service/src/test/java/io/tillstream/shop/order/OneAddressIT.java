package io.tillstream.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OneAddressIT extends RunningShop {

    @Autowired
    private OneAddress oneAddress;

    @Test
    void orders_with_the_same_address_are_detected_as_a_proxys() {
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
}
