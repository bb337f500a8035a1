package io.tillstream.shop.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OwnersOrdersIT extends OwnersBrowser {

    @Test
    void an_order_is_found_with_its_amounts_and_shipping_address() throws Exception {
        String session = checkout("notebook");
        STRIPE.change(
                session,
                at -> ((tools.jackson.databind.node.ObjectNode) at)
                        .putObject("collected_information")
                        .putObject("shipping_details")
                        .put("name", "Jo Long")
                        .putObject("address")
                        .put("line1", "1 Quay Road")
                        .put("postal_code", "018956")
                        .put("city", "Singapore")
                        .put("country", "SG"));
        STRIPE.pay(session, 1600, "jo@example.com");
        completed(session);
        signIn("olga", "a long password");

        String list = look("/orders?q=" + session).body();
        assertThat(list).contains("SGD\u00a016.00", ">paid<", ">test<", "on its way");
        Matcher link = Pattern.compile("href=\"(/orders/[0-9a-f-]{36})\"").matcher(list);
        assertThat(link.find()).isTrue();
        String order = look(link.group(1)).body();
        assertThat(order)
                .contains("Dotted notebook", "jo@example.com", "1 Quay Road", "018956 Singapore", session)
                .doesNotContain("Release with");
    }

    @Test
    void a_held_order_is_compared_and_released_once() throws Exception {
        String session = checkout("enamel-mug");
        STRIPE.pay(session, 2200, "held@example.com");
        completed(session);
        assertThat(orderState(session)).isEqualTo("HELD");
        signIn("olga", "a long password");
        String path = "/orders/" + orderId(session);

        String before = look(path).body();
        assertThat(before).contains("Held:", "SGD\u00a011.00", "SGD\u00a022.00", "Release with");
        HttpResponse<String> released = submit(path, path + "/release", Map.of());
        assertThat(released.headers().firstValue("Location").orElseThrow()).endsWith("release=RELEASED");
        assertThat(orderState(session)).isEqualTo("PAID");
        assertThat(look(path + "?release=RELEASED").body())
                .contains("Released. The order is sent")
                .doesNotContain("Release with");
        assertThat(submit("/orders", path + "/release", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("release=NOT_HELD");
        assertThat(jdbc.sql("select count(*) from outbox where key = ?")
                        .param(orderId(session))
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(1);
    }
}
