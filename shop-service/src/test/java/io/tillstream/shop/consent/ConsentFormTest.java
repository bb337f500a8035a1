package io.tillstream.shop.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class ConsentFormTest extends RunningShop {

    @Test
    void before_a_yes_no_cookie_of_metas_is_set_and_after_it_a_click_on_an_ad_is_kept() throws Exception {
        assertThat(cookies(get("/?fbclid=Click_1"))).isEmpty();

        String back = post("/consent", Map.of("granted", "true", "page", "/?fbclid=Click_1"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        List<String> set = cookies(get(back));

        assertThat(set).anyMatch(cookie -> cookie.matches("_fbc=fb\\.0\\.\\d{13}\\.Click_1;.*Max-Age=7776000.*"));
        assertThat(set).anyMatch(cookie -> cookie.matches("_fbp=fb\\.0\\.\\d{13}\\.\\d{10};.*SameSite=Lax.*"));
        assertThat(set).noneMatch(cookie -> cookie.startsWith("_fb") && cookie.contains("HttpOnly"));
        assertThat(cookies(get("/?fbclid=Click_1"))).as("the same click again").isEmpty();
        assertThat(cookies(get("/?fbclid=Click_2"))).singleElement().asString().contains("Click_2");
    }

    @Test
    void a_no_removes_what_only_a_yes_allows() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");

        List<String> removed = cookies(post("/consent", Map.of("granted", "false")));

        assertThat(removed).filteredOn(cookie -> cookie.contains("Max-Age=0")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(cookies(get("/?fbclid=Click_3"))).isEmpty();
        assertThat(Jsoup.parse(get("/privacy").body()).select("[role=status]").text())
                .contains("You said no");
    }

    @Test
    void a_no_reaches_orders_that_are_not_paid_and_says_so_of_those_that_are() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String paid = checkout("enamel-mug");
        STRIPE.pay(paid);
        completed(paid);
        post("/cart/items/enamel-mug", Map.of("quantity", "0"));
        String open = checkout("notebook");

        post("/consent", Map.of("granted", "false"));
        STRIPE.pay(open);
        completed(open);

        await().untilAsserted(() -> assertThat(Topic.read("shop.consent-withdrawn.v1", record -> true))
                .map(record -> new String(record.value()))
                .anyMatch(value -> value.contains(eventId(paid)))
                .noneMatch(value -> value.contains(eventId(open)))
                .allSatisfy(value -> assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(Files.readString(Path.of("../contracts/consent-withdrawn.v1.schema.json")))
                                .validate(value, InputFormat.JSON))
                        .isEmpty()));
        await().untilAsserted(() -> assertThat(Topic.read("shop.order-completed.v1", record -> true))
                .map(record -> new String(record.value()))
                .filteredOn(value -> value.contains(eventId(open)))
                .singleElement()
                .asString()
                .contains("\"denied\""));
    }

    private static List<String> cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("_fb") || cookie.contains("Max-Age=0"))
                .toList();
    }
}
