package io.tillstream.shop.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tillstream.shop.RunningShop;
import io.tillstream.shop.Topic;
import java.net.CookieManager;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentFormIT extends RunningShop {

    @Test
    void the_consent_form_returns_to_the_page_it_came_from() throws Exception {
        assertThat(post("/consent", Map.of("granted", "true", "page", "//evil.example"))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/");
        assertThat(post("/consent", Map.of("granted", "true", "page", "/cart?x=1"))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/cart?x=1");
    }

    @Test
    void metas_cookies_are_set_only_after_consent_and_then_keep_the_ad_click() throws Exception {
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
    void an_ad_click_before_the_answer_is_kept_only_until_the_answer() throws Exception {
        get("/?fbclid=First_1");
        get("/products/notebook");
        post("/consent", Map.of("granted", "true", "page", "/products/notebook"));

        assertThat(cookies(get("/products/notebook")))
                .anyMatch(cookie -> cookie.matches("_fbc=fb\\.0\\.\\d{13}\\.First_1;.*"));

        post("/consent", Map.of("granted", "false"));
        post("/consent", Map.of("granted", "true"));
        assertThat(cookies(get("/"))).noneMatch(cookie -> cookie.contains("First_1"));
    }

    @Test
    void each_answer_is_recorded_with_the_wording_that_was_shown() throws Exception {
        post("/consent", Map.of("granted", "true"));
        String visitor = ((CookieManager) browser.cookieHandler().orElseThrow())
                .getCookieStore().getCookies().stream()
                        .filter(cookie -> cookie.getName().equals("visitor"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        post("/consent", Map.of("granted", "true"));
        assertThat(answers(visitor)).singleElement().asString().startsWith("true STOREFRONT May we tell Meta");

        post("/consent", Map.of("granted", "false"));
        assertThat(answers(visitor)).hasSize(2).last().asString().startsWith("false STOREFRONT");

        long before = jdbc.sql("select count(*) from consent_answer")
                .query(Long.class)
                .single();
        post("/consent", Map.of("granted", "false"));
        assertThat(jdbc.sql("select count(*) from consent_answer")
                        .query(Long.class)
                        .single())
                .as("a visitor who never agreed")
                .isEqualTo(before);
    }

    @Test
    void a_yes_that_cannot_be_recorded_is_not_remembered_by_the_browser_either() throws Exception {
        jdbc.sql("alter table consent_answer rename to consent_answer_away").update();
        try {
            HttpResponse<String> answer = post("/consent", Map.of("granted", "true"));
            assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("consent="));
        } finally {
            jdbc.sql("alter table consent_answer_away rename to consent_answer").update();
        }
    }

    private List<String> answers(String visitor) {
        return jdbc.sql("""
                        select granted || ' ' || source || ' ' || consent_wording.wording
                        from consent_answer join consent_wording on consent_wording.id = consent_answer.wording
                        where visitor = ? order by answered_at""").param(visitor).query(String.class).list();
    }

    @Test
    void a_later_global_privacy_control_signal_withdraws_the_consent_of_earlier_orders() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String session = checkout("notebook");

        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(address("/")).header("Sec-GPC", "1").build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(cookies(page)).anyMatch(cookie -> cookie.startsWith("visitor=;"));
        assertThat(jdbc.sql("select marketing_consent or ip is not null from orders where stripe_session_id = ?")
                        .param(session)
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\t/evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/\n/evil.example"
            })
    void the_consent_form_never_redirects_to_another_site(String page) throws Exception {
        assertThat(post("/consent", Map.of("granted", "true", "page", page))
                        .headers()
                        .firstValue("Location"))
                .hasValue("/");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example", "Origin,null"})
    void another_site_cannot_give_consent_fill_the_cart_or_check_out(String header, String value) throws Exception {
        for (String path : List.of("/consent?granted=true", "/cart/items?sku=notebook", "/checkout")) {
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(address(path))
                            .header(header, value)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
        assertThat(Jsoup.parse(get("/cart").body()).text()).contains("Your cart is empty");
    }

    @Test
    void a_refusal_removes_the_cookies_that_need_consent() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");

        List<String> removed = cookies(post("/consent", Map.of("granted", "false")));

        assertThat(removed).filteredOn(cookie -> cookie.contains("Max-Age=0")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(cookies(get("/?fbclid=Click_3"))).isEmpty();
        assertThat(Jsoup.parse(get("/privacy").body()).select("[role=status]").text())
                .contains("You refused");
    }

    @Test
    void a_refusal_withdraws_unpaid_orders_and_publishes_withdrawals_of_paid_ones() throws Exception {
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

    @Test
    void a_refusal_takes_the_customer_out_of_a_message_that_still_waits() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String session = checkout("notebook");
        STRIPE.pay(session);
        completed(session);
        // As while Kafka is away.
        jdbc.sql("""
                        insert into outbox (topic, key, headers, payload, next_try_at)
                        select 'shop.order-completed.v1', id::text, '{}', message, now() + interval '1 hour'
                        from orders where stripe_session_id = ?""").param(session).update();

        post("/consent", Map.of("granted", "false"));

        String waiting = jdbc.sql("""
                        delete from outbox where next_try_at > now() + interval '50 minutes'
                            and key = (select id::text from orders where stripe_session_id = ?)
                        returning convert_from(payload, 'UTF8')""").param(session).query(String.class).single();
        assertThat(waiting)
                .contains("\"consent\": \"denied\"", eventId(session))
                .doesNotContain("\"customer\"");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../contracts/order-completed.v1.schema.json")))
                        .validate(waiting, InputFormat.JSON))
                .isEmpty();
    }

    private static List<String> cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("_fb") || cookie.contains("Max-Age=0"))
                .toList();
    }
}
