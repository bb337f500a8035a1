package io.tillstream.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SitePurchasesIT extends RunningShop {

    private static final String SITE = "https://www.site.test";
    private static final String REFERENCE = "ts_BBBBBBBBBBBBBBBBBBBBBB";

    @Test
    void the_thanks_page_of_a_site_gets_the_purchase_once_and_nothing_of_the_customer() throws Exception {
        String session = paid(REFERENCE);

        HttpResponse<String> answer = ask(session, REFERENCE, SITE);

        assertThat(answer.body())
                .isEqualTo("{\"state\":\"paid\",\"eventId\":\"" + eventId(session)
                        + "\",\"value\":34.00,\"currency\":\"SGD\"}");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(state(ask(session, REFERENCE, SITE))).isEqualTo("none");
    }

    @Test
    void a_purchase_of_another_browser_or_without_consent_or_of_another_day_is_not_for_the_pixel() throws Exception {
        String session = paid(REFERENCE);
        assertThat(state(ask(session, "ts_CCCCCCCCCCCCCCCCCCCCCC", SITE))).isEqualTo("none");
        assertThat(state(ask(session, null, SITE))).isEqualTo("none");
        assertThat(state(ask(session, REFERENCE, SITE)))
                .as("still for the buyer")
                .isEqualTo("paid");

        String old = paid(REFERENCE);
        change(old, "paid_at = paid_at - interval '25 hours'");
        assertThat(state(ask(old, REFERENCE, SITE))).isEqualTo("none");

        String refused = paid(null);
        change(refused, "marketing_consent = false");
        assertThat(state(ask(refused, REFERENCE, SITE))).isEqualTo("none");

        String unknownVisitor = paid(null);
        assertThat(state(ask(unknownVisitor, REFERENCE, SITE))).isEqualTo("paid");
    }

    @Test
    void before_the_payment_is_known_the_page_waits_and_stripe_is_asked() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String session = checkout("brass-pen");
        change(session, "visitor_id = '" + REFERENCE + "'");
        assertThat(state(ask(session, REFERENCE, SITE))).isEqualTo("waiting");

        STRIPE.pay(session);
        assertThat(state(ask(session, REFERENCE, SITE))).as("without a webhook").isEqualTo("paid");
    }

    @Test
    void stripe_is_asked_about_an_unknown_session_three_times_per_address_and_only_for_a_listed_site()
            throws Exception {
        int before = STRIPE.calls.get();
        for (String origin : new String[] {null, "https://evil.test"}) {
            for (int count = 0; count < 5; count++) {
                HttpResponse<String> answer = ask("cs_test_unknown" + count, REFERENCE, origin);
                assertThat(answer.statusCode()).isEqualTo(origin == null ? 200 : 403);
                assertThat(answer.body()).doesNotContain("paid");
            }
        }
        assertThat(STRIPE.calls.get()).isEqualTo(before);

        for (int count = 0; count < 10; count++) {
            assertThat(state(ask("cs_test_unknown" + count, REFERENCE, SITE)))
                    .isEqualTo(count < 3 ? "none" : "waiting");
        }
        assertThat(STRIPE.calls.get() - before).isBetween(1, 6);
    }

    @Test
    void no_session_id_causes_an_error() throws Exception {
        for (String junk : List.of("", "%00", "cs_test_%00", "%27", "cs_live_", "cs_" + "a".repeat(3000))) {
            assertThat(state(ask(junk, "%00", SITE))).isEqualTo("none");
        }
        assertThat(ask("%ff", REFERENCE, SITE).statusCode()).isEqualTo(400);
    }

    @Test
    void a_preflight_is_answered_for_listed_sites_only() throws Exception {
        HttpResponse<String> listed = preflight(SITE, "GET");
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
        assertThat(listed.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET");

        assertThat(preflight("https://evil.test", "GET").statusCode()).isEqualTo(403);
        assertThat(preflight(SITE, "DELETE").statusCode()).isEqualTo(403);
    }

    /** A paid order of a browser with this reference. */
    private String paid(String reference) throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String session = checkout("brass-pen");
        jdbc.sql("update orders set visitor_id = ? where stripe_session_id = ?")
                .params(reference, session)
                .update();
        STRIPE.pay(session);
        completed(session);
        post("/cart/items/brass-pen", Map.of("quantity", "0"));
        return session;
    }

    private void change(String session, String what) {
        jdbc.sql("update orders set " + what + " where stripe_session_id = ?")
                .param(session)
                .update();
    }

    private HttpResponse<String> ask(String session, String reference, String origin) throws Exception {
        HttpRequest.Builder request =
                request("/v1/purchases?session_id=" + session + (reference == null ? "" : "&reference=" + reference));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return send(request.build());
    }

    private HttpResponse<String> preflight(String origin, String method) throws Exception {
        return send(request("/v1/purchases")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address("/") + path.substring(1)))
                .header("X-Forwarded-For", ip);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static String state(HttpResponse<String> answer) {
        return answer.body().replaceAll("\\{\"state\":\"(\\w+)\".*", "$1");
    }
}
