package io.tillstream.shop.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.shop.visitor.Visitor;
import io.tillstream.shop.visitor.Visitor.Choice;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ContextsIT extends SiteVisits {

    private static final Visitor DENIED = new Visitor(Choice.DENIED, null, null, null, null, null, null);

    @Autowired
    private Contexts contexts;

    @Autowired
    private ContextErasure erasure;

    @Autowired
    private MeterRegistry registry;

    @Test
    void a_page_states_its_visitor_under_a_reference_and_it_is_stored_sealed() throws Exception {
        HttpResponse<String> answer = say(SITE, body("\"granted\"", TOKEN, "\"fb.1.1700000000000.1234567890\""));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        VisitorContext context = contexts.find(reference).orElseThrow();
        assertThat(context.sourceUrl()).isEqualTo("https://www.site.test/mugs");
        assertThat(context.visitor().id()).isEqualTo(reference);
        assertThat(context.visitor().ip()).isEqualTo(ip);
        assertThat(context.visitor().userAgent()).isEqualTo("Browser/1.0");
        assertThat(context.visitor().fbp()).isEqualTo("fb.1.1700000000000.1234567890");
        assertThat(context.visitor().referrer()).isEqualTo("https://news.test/");
        assertThat(sealed()).startsWith("eyJ").doesNotContain("1234567890");
    }

    @Test
    void without_consent_only_the_choice_is_stored() throws Exception {
        say(SITE, body("null", TOKEN, "\"fb.1.1700000000000.1234567890\""));
        assertThat(contexts.find(reference).orElseThrow().visitor().choice()).isEqualTo(Choice.NOT_ASKED);
        assertThat(contexts.find(reference).orElseThrow())
                .isEqualTo(contexts.find(reference).orElseThrow().keepable());

        say(SITE, body("\"granted\"", TOKEN, "null"));
        say(SITE, body("null", TOKEN, "null"));
        assertThat(contexts.find(reference).orElseThrow().visitor().choice())
                .as("an answer is not forgotten")
                .isEqualTo(Choice.GRANTED);

        say(SITE, body("\"granted\"", TOKEN, "null"), "Sec-GPC", "1");
        assertThat(contexts.find(reference).orElseThrow().visitor().choice()).isEqualTo(Choice.DENIED);
        assertThat(contexts.find(reference).orElseThrow().sourceUrl()).isNull();
    }

    @Test
    void only_the_browser_that_wrote_first_may_write_again_and_nobody_can_find_that_out() throws Exception {
        say(SITE, body("\"granted\"", TOKEN, "null"));
        double before = outcome("not_owned");

        assertThat(say(SITE, body("\"denied\"", "B".repeat(43), "null")).statusCode())
                .isEqualTo(204);
        assertThat(server(body("\"granted\"", TOKEN, "null"), "a-key-of-a-server-0123")
                        .statusCode())
                .isEqualTo(204);

        assertThat(contexts.find(reference).orElseThrow().visitor().choice()).isEqualTo(Choice.GRANTED);
        assertThat(outcome("not_owned") - before).isEqualTo(2);
        assertThat(get("/contexts").statusCode()).isEqualTo(405);
        assertThat(get("/contexts/" + reference).statusCode()).isEqualTo(404);
    }

    @Test
    void a_server_may_state_the_refusal_of_any_visitor_and_only_a_new_yes_undoes_it() throws Exception {
        say(SITE, body("\"granted\"", TOKEN, "null"));

        server(body("\"denied\"", TOKEN, "null"), "a-key-of-a-server-0123");
        assertThat(choice()).isEqualTo(Choice.DENIED);

        say(SITE, body("\"remembered\"", TOKEN, "null"));
        assertThat(choice()).as("a cookie of before is no new yes").isEqualTo(Choice.DENIED);
        say(SITE, body("null", TOKEN, "null"));
        assertThat(choice()).isEqualTo(Choice.DENIED);
        say(SITE, body("\"granted\"", TOKEN, "null"));
        assertThat(choice()).isEqualTo(Choice.GRANTED);
        say(SITE, body("\"remembered\"", TOKEN, "null"));
        assertThat(choice()).isEqualTo(Choice.GRANTED);
    }

    @Test
    void the_reference_of_all_who_have_refused_is_a_refusal_and_belongs_to_nobody() {
        VisitorContext context = contexts.find("ts_" + "0".repeat(22)).orElseThrow();

        assertThat(context.visitor().choice()).isEqualTo(Choice.DENIED);
        assertThat(context.visitor().id()).isNull();
    }

    private Choice choice() {
        return contexts.find(reference).orElseThrow().visitor().choice();
    }

    @Test
    void of_two_browsers_that_write_at_once_one_owns_the_reference() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> writes = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(each -> () -> contexts.put(
                            reference, new byte[] {(byte) each}, new VisitorContext(DENIED, null), Statement.Answer.NO))
                    .toList();
            long owners = 0;
            for (var write : both.invokeAll(writes)) {
                owners += write.get() ? 1 : 0;
            }
            assertThat(owners).isOne();
        }
    }

    @Test
    void a_server_with_a_key_states_a_visitor_and_may_correct_only_its_own() throws Exception {
        String body = """
                {"reference":"order-%s","consent":"granted","ip":"8.8.8.8","userAgent":"Mozilla/5.0",
                 "url":"https://www.site.test/u/jo@example.com"}""".formatted(reference);

        assertThat(server(body, "an-old-key-of-a-server").statusCode()).isEqualTo(204);
        VisitorContext context = contexts.find("order-" + reference).orElseThrow();
        assertThat(context.visitor().id()).isNull();
        assertThat(context.visitor().ip()).isEqualTo("8.8.8.8");
        assertThat(context.sourceUrl()).isEqualTo("https://www.site.test/");

        server(body.replace("8.8.8.8", "8.8.4.4"), "a-key-of-a-server-0123");
        assertThat(contexts.find("order-" + reference).orElseThrow().visitor().ip())
                .isEqualTo("8.8.4.4");
        HttpResponse<String> refused = server(body, "a-key-of-nobody-at-all");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(refused.body()).contains("CONTEXT_KEYS");
        assertThat(say("/v1/contexts", body, Map.of("Origin", SITE, "Authorization", "Bearer a-key-of-a-server-0123"))
                        .statusCode())
                .as("a key in a browser")
                .isEqualTo(403);
    }

    @Test
    void a_refusal_withdraws_the_consent_of_orders_under_the_reference_but_only_with_its_token() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String session = checkout("notebook");
        jdbc.sql("update orders set visitor_id = ? where stripe_session_id = ?")
                .params(reference, session)
                .update();
        say(SITE, body("\"granted\"", TOKEN, "null"));

        say(SITE, body("\"denied\"", "B".repeat(43), "null"));
        assertThat(consents(session)).isTrue();

        say(SITE, body("\"denied\"", TOKEN, "null"));
        assertThat(consents(session)).isFalse();
        assertThat(jdbc.sql("select string_agg(granted || ' ' || source, ', ' order by answered_at) from consent_answer"
                                + " where visitor = ?")
                        .param(reference)
                        .query(String.class)
                        .single())
                .isEqualTo("true PAGE, false PAGE");
    }

    @Test
    void no_answer_is_no_refusal_of_an_order_that_was_just_placed() throws Exception {
        post("/consent", Map.of("granted", "true"));
        get("/");
        String session = checkout("notebook");
        jdbc.sql("update orders set visitor_id = ? where stripe_session_id = ?")
                .params(reference, session)
                .update();
        say(SITE, body("null", TOKEN, "null"));

        contexts.withdrawIfRefused(reference);

        assertThat(consents(session)).isTrue();
    }

    @Test
    void a_refusal_is_remembered_also_when_no_key_opens_the_context_any_more() throws Exception {
        say(SITE, body("\"denied\"", TOKEN, "null"));
        jdbc.sql("update visitor_context set sealed = 'sealed with a lost key' where reference = ?")
                .param(reference)
                .update();

        assertThat(contexts.find(reference).orElseThrow().visitor().consents()).isFalse();
    }

    @Test
    void thirty_days_after_the_last_write_only_the_answer_is_left() throws Exception {
        say(SITE, body("\"granted\"", TOKEN, "null"));
        age("29 days");
        erasure.erase();
        assertThat(contexts.find(reference)).isPresent();

        age("2 days");
        erasure.erase();
        VisitorContext left = contexts.find(reference).orElseThrow();
        assertThat(left.visitor().consents()).isTrue();
        assertThat(left.visitor().userAgent()).isNull();
        assertThat(left.sourceUrl()).isNull();

        age("700 days");
        erasure.erase();
        assertThat(contexts.find(reference)).isEmpty();
    }

    @Test
    void the_script_is_served_at_its_plain_address_for_an_hour() throws Exception {
        HttpResponse<String> script = browser.send(
                HttpRequest.newBuilder(address("/tillstream.js"))
                        .header("Origin", "https://any.test")
                        .build(),
                BodyHandlers.ofString());

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(script.headers().firstValue("Cache-Control")).hasValue("max-age=3600, public");
        assertThat(script.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(script.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(script.body()).startsWith("'use strict';(()=>{").doesNotContain("\n//", "\n ");
    }

    private String sealed() {
        return jdbc.sql("select sealed from visitor_context where reference = ?")
                .param(reference)
                .query(String.class)
                .single();
    }

    private boolean consents(String session) {
        return jdbc.sql("select marketing_consent from orders where stripe_session_id = ?")
                .param(session)
                .query(Boolean.class)
                .single();
    }

    private void age(String interval) {
        jdbc.sql("update visitor_context set updated_at = updated_at - ?::interval where reference = ?")
                .params(interval, reference)
                .update();
    }

    private double outcome(String outcome) {
        return registry.counter("shop.contexts", "outcome", outcome).count();
    }
}
