package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sees what on the console, and what nobody sees. */
class ConsoleAccessIT extends RunningConsole {

    @Test
    void pages_are_shown_only_after_signing_in() throws Exception {
        for (String page : PAGES) {
            assertThat(operator.get(page).uri().getPath()).isEqualTo("/sign-in");
        }
        assertThat(operator.get("/export/revenue.csv").uri().getPath()).isEqualTo("/sign-in");
        for (String health : List.of("", "/liveness", "/readiness", "/startup")) {
            assertThat(operator.get("/actuator/health" + health).statusCode())
                    .as(health)
                    .isEqualTo(200);
        }
        assertThat(operator.get("/actuator/prometheus").body())
                .contains("dispatcher_events_total", "http_server_requests")
                .doesNotContain("spring_security_filterchains", "spring_security_authorizations");
    }

    @Test
    void an_analyst_reads_every_page_and_table_and_can_do_nothing() throws Exception {
        analyst.signIn("ana", ANALYST);

        for (String page : PAGES) {
            assertThat(analyst.get(page).statusCode()).as(page).isEqualTo(200);
            assertThat(analyst.page(page)).contains("ana, analyst").doesNotContain("Pause consumption");
        }
        for (String file : FILES) {
            HttpResponse<String> table = analyst.get("/export/" + file + ".csv");
            assertThat(table.statusCode()).as(file).isEqualTo(200);
            assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
            assertThat(table.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains('"' + file + ".csv\"");
        }
        assertThat(analyst.page("/topics/capi.receipts.v1/messages.csv")).startsWith("Topic,Written,Partition");
        assertThat(analyst.get("/orders/timeline.csv?id=nothing-of-ours").statusCode())
                .isEqualTo(404);
        assertThat(analyst.post("/pause", "why", "I should not").statusCode()).isEqualTo(403);
        assertThat(analyst.post("/dead-letters/discard", "letters", "0@0", "why", "no")
                        .statusCode())
                .isEqualTo(403);
        assertThat(analyst.page("/audit")).doesNotContain("I should not");
    }

    @Test
    void a_form_that_does_not_come_from_the_console_is_refused() throws Exception {
        operator.signIn("ops", OPERATOR);
        operator.forgetToken();

        HttpResponse<String> forged = operator.post("/pause", "why", "forged");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(operator.page("/")).doesNotContain("All dispatchers are paused");
    }

    @Test
    void a_name_is_locked_out_after_five_wrong_passwords() throws Exception {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(analyst.signIn("guessed", "wrong").body()).contains("That did not work");
        }
        for (String spelling : List.of("eve", "Eve", "EVE", "eVe", "evE")) {
            analyst.signIn(spelling, "wrong");
        }
        analyst.signIn("eve", ANALYST);
        assertThat(analyst.get("/audit").uri().getPath()).isEqualTo("/sign-in");
        operator.signIn("ops", OPERATOR);
        assertThat(operator.get("/audit").uri().getPath()).isEqualTo("/audit");
    }

    @Test
    void pages_allow_no_foreign_script_and_no_frame_around_them() throws Exception {
        HttpResponse<String> page = operator.get("/sign-in");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.headers().firstValue("Set-Cookie").orElse("HttpOnly")).containsIgnoringCase("HttpOnly");
    }

    @Test
    void a_live_update_without_a_session_reloads_the_page_to_sign_in() throws Exception {
        HttpResponse<String> part = operator.get("/now/live", "HX-Request", "true");
        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.headers().firstValue("HX-Refresh")).hasValue("true");
        operator.signIn("ops", OPERATOR);
        assertThat(operator.get("/now/live", "HX-Request", "true").body()).contains("data-verdict");
    }

    @Test
    void the_page_to_sign_in_on_shows_nothing_of_the_system() throws Exception {
        assertThat(operator.page("/sign-in")).doesNotContain("dataset", "history", "paused");
    }

    @Test
    void a_csv_file_contains_no_formula_that_a_spreadsheet_runs() throws Exception {
        operator.signIn("ops", OPERATOR);
        String formula = "=HYPERLINK(1)" + Instant.now().toEpochMilli();
        String key = "poison-" + Instant.now().toEpochMilli();
        orders.publish(key, "no order");
        String letter = await().atMost(LONG).until(() -> letter(key), each -> !each.isEmpty());
        operator.post("/dead-letters/discard", "letters", letter, "why", formula);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(operator.page("/export/audit.csv"))
                        .contains("'" + formula)
                        .doesNotContain("," + formula)
                        .doesNotContain("\"" + formula));
    }

    @Test
    void settings_are_shown_with_their_source_and_secrets_are_not() throws Exception {
        operator.signIn("ops", OPERATOR);

        String config = operator.page("/config");

        assertThat(config)
                .contains("dispatcher.capi.request-timeout", "PT5S", "default", "application.yml")
                .containsPattern(
                        "dispatcher.capi.pixel-id</td>\\s*<td[^>]*>123</td>\\s*<td[^>]*>variable META_PIXEL_ID")
                .containsPattern("dispatcher.capi.api-version</td>\\s*<td[^>]*>v25.0</td>\\s*<td[^>]*>default")
                .doesNotContain("${")
                .doesNotContain("a-token-nobody-may-see", OPERATOR, ANALYST, Orders.KEYS.substring(5));
    }

    @Test
    void no_page_and_no_file_shows_data_of_a_customer() throws Exception {
        operator.signIn("ops", OPERATOR);
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        String poison = "poison-" + order;
        orders.publish(
                poison, "{\"eventId\":\"x\",\"email\":\"jo@example.com\",\"orderId\":{\"phone\":\"+6561234567\"}}");
        orders.publish("jo@example.com", "{\"orderId\":\"jo@example.com\",\"paidAt\":\"+6561234567\"}");
        orders.publish("6561234567", "{\"orderId\":\"6561234567\",\"total\":\"203.0.113.7\"}");
        String foreign = orders.order("granted", Instant.now(), "SGD", "a-foreign-key");
        orders.publish(
                foreign,
                orders.message(foreign)
                        .replace("\"eventId\":\"" + foreign, "\"eventId\":\"jo@example.com")
                        .replace("\"orderId\":\"" + foreign, "\"orderId\":\"+6561234567"));
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);
        String letter = await().atMost(LONG).until(() -> letter(poison), each -> !each.isEmpty());
        String strange = await().atMost(LONG).until(() -> letter(foreign), each -> !each.isEmpty());

        StringBuilder all = new StringBuilder();
        for (String page : PAGES) {
            all.append(operator.page(page));
        }
        for (String file : FILES) {
            all.append(operator.page("/export/" + file + ".csv"));
        }
        for (String topic : List.of("shop.order-completed.v1", "capi.receipts.v1", "capi.dead-letters.v1")) {
            all.append(operator.page("/topics/" + topic)).append(operator.page("/topics/" + topic + "/messages.csv"));
        }
        all.append(operator.page("/dead-letters/" + letter)).append(operator.page("/orders?id=" + order));
        all.append(operator.page("/dead-letters/" + strange)).append(operator.page("/orders?id=" + foreign));
        all.append(operator.page("/orders/timeline.csv?id=" + order))
                .append(operator.page("/orders/timeline.csv?id=" + foreign));
        all.append(operator.post("/replays/preview", "letters", strange).body());
        all.append(operator.post("/replays/preview.csv", "letters", strange).body());

        assertThat(all.toString())
                .contains(order, "sealed")
                .doesNotContain("jo@example.com", "6561234567", "203.0.113.7");
    }

    @Test
    void a_missing_page_says_so() throws Exception {
        operator.signIn("ops", OPERATOR);

        assertThat(operator.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(operator.page("/nowhere")).contains("There is no such page");
        assertThat(operator.get("/topics/nowhere").statusCode()).isEqualTo(404);
        assertThat(operator.get("/topics/nowhere/messages.csv").statusCode()).isEqualTo(404);
        assertThat(operator.get("/orders/timeline.csv?id=%3Cscript%3E").statusCode())
                .isEqualTo(404);
        assertThat(operator.get("/dead-letters/0@999999").statusCode()).isEqualTo(404);
    }
}
