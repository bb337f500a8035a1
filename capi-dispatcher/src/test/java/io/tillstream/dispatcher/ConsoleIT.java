package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.Backing;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The console, as operators and analysts use it. */
class ConsoleIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String OPERATOR = "correct horse battery";
    private static final String ANALYST = "staple of the reader";
    private static final List<String> PAGES =
            List.of("/", "/topics", "/orders", "/dead-letters", "/quality", "/config", "/audit");
    private static final List<String> FILES = List.of(
            "partitions",
            "instances",
            "samples",
            "attempts",
            "breakers",
            "revenue",
            "reasons",
            "match-keys",
            "topics",
            "dead-letters",
            "dead-letter-causes",
            "settings",
            "audit");

    private static MetaStub meta;
    private static Orders orders;
    private static ConfigurableApplicationContext dispatcher;

    private final ConsoleReader operator = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));
    private final ConsoleReader analyst = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));

    @BeforeAll
    static void start() throws Exception {
        meta = new MetaStub();
        orders = new Orders(Backing.kafka());
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of(
                        "CONSOLE_OPERATORS",
                        "ops:" + OPERATOR,
                        "CONSOLE_ANALYSTS",
                        "ana:" + ANALYST + ",eve:" + ANALYST,
                        "META_ACCESS_TOKEN",
                        "a-token-nobody-may-see",
                        "dispatcher.dispatch.probe-every",
                        "1s"));
    }

    @AfterEach
    void heal() {
        meta.refused.clear();
        meta.troubles.clear();
    }

    @AfterAll
    static void stop() {
        dispatcher.close();
        orders.close();
        meta.close();
    }

    @Test
    void orders_that_a_brake_holds_back_are_shown_and_dead_lettered_once_an_operator_allows_it() throws Exception {
        operator.signIn("ops", OPERATOR);
        analyst.signIn("ana", ANALYST);
        List<String> wrong = new ArrayList<>();
        for (int each = 0; each < 9; each++) {
            wrong.add(orders.order("granted", Instant.now()));
        }
        meta.refused.addAll(wrong);
        for (String order : wrong) {
            orders.publish(order);
        }

        await().atMost(LONG.multipliedBy(2))
                .untilAsserted(() -> assertThat(operator.page("/"))
                        .contains(
                                "What holds orders up",
                                "Meta refuses nearly everything",
                                "Missing Value",
                                "Dead-letter the refused orders"));
        assertThat(analyst.page("/")).contains("What holds orders up").doesNotContain("Dead-letter the refused orders");
        assertThat(analyst.post("/bury", "of", "123", "why", "no").statusCode()).isEqualTo(403);
        assertThat(operator.post("/bury", "of", "123", "why", " ").body()).contains("Say why");
        assertThat(operator.post("/bury", "of", "456", "why", "guessed").body()).contains("no orders are held back");
        operator.post("/bury", "of", "123", "why", "all of them are tests");

        for (String order : wrong) {
            await().atMost(LONG.multipliedBy(2))
                    .untilAsserted(() -> assertThat(letter(order)).isNotEmpty());
        }
        assertThat(operator.page("/audit"))
                .containsOnlyOnce("burial allowed")
                .contains("all of them are tests")
                .doesNotContain("/replays/123", "guessed");
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().atMost(LONG).untilAsserted(() -> assertThat(operator.page("/")).doesNotContain("What holds orders up"));
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);
    }

    @Test
    void an_order_whose_answer_was_lost_is_shown_as_in_doubt() throws Exception {
        operator.signIn("ops", OPERATOR);
        meta.troubles.add(new MetaStub.Trouble(502, "<html>"));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(operator.page("/orders?id=" + order))
                        .contains("Attempt: in doubt", "Meta may have it already", "Accepted by Meta"));
    }

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
        assertThat(operator.get("/actuator/prometheus").body()).contains("dispatcher_events_total");
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
    void while_the_group_is_paused_orders_wait_and_pages_show_why() throws Exception {
        operator.signIn("ops", OPERATOR);
        operator.post("/pause", "why", "Meta asked us to");
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        try {
            assertThat(operator.page("/quality")).contains("All dispatchers are paused", "Meta asked us to", "ops");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(operator.page("/orders?id=" + order))
                            .contains("Waiting", "No dispatcher has processed it yet"));
            assertThat(meta.accepted(order)).isZero();
        } finally {
            operator.post("/resume");
        }

        await().atMost(LONG).until(() -> meta.accepted(order) == 1);
        assertThat(operator.page("/audit")).contains("paused", "resumed", "Meta asked us to");
        assertThat(operator.page("/")).doesNotContain("All dispatchers are paused");
    }

    @Test
    void an_order_is_found_by_its_own_id_and_by_stripes_and_its_story_is_shown() throws Exception {
        operator.signIn("ops", OPERATOR);
        String order = orders.order("granted", Instant.now());
        orders.publish(order, orders.message(order).replace("cs_test_1", "cs_" + order));
        String refused = orders.order("denied", Instant.now());
        orders.publish(refused);
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);

        for (String id : List.of(order, "cs_" + order)) {
            assertThat(operator.page("/orders?id=" + id))
                    .contains("Paid", "11.00 SGD", "Published", "Accepted by Meta", "sealed")
                    .doesNotContain("jo@", "6561234567", "203.0.113.7");
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(operator.page("/orders?id=" + refused))
                        .contains("Not sent: no_consent", "did not agree"));
        assertThat(operator.page("/orders?id=nothing-of-ours")).contains("There is no trace of it");
        assertThat(operator.page("/orders?id=%3Cscript%3E"))
                .contains("An id has letters")
                .doesNotContain("<script>");
    }

    @Test
    void an_immediate_retry_is_in_the_story_too_and_the_story_can_be_downloaded() throws Exception {
        operator.signIn("ops", OPERATOR);
        meta.troubles.add(new MetaStub.Trouble(503, "<html>"));
        String order = orders.order("granted", Instant.now());
        orders.publish(order);
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(operator.page("/orders?id=" + order))
                        .containsOnlyOnce("Attempt: ")
                        .contains("Attempt: unreachable", "Accepted by Meta"));
        HttpResponse<String> file = operator.get("/orders/timeline.csv?id=" + order);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("timeline.csv");
        assertThat(file.body().lines())
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.startsWith("Order,When,What") || line.startsWith(order + ","))
                .anyMatch(line -> line.contains("Attempt: unreachable"));
    }

    @Test
    void a_dead_letter_is_previewed_and_replayed_and_is_no_longer_open() throws Exception {
        operator.signIn("ops", OPERATOR);
        String culprit = orders.order("granted", Instant.now());
        meta.refused.add(culprit);
        orders.publish(culprit);
        String letter = await().atMost(LONG).until(() -> letter(culprit), each -> !each.isEmpty());
        meta.refused.clear();

        assertThat(operator.page("/dead-letters/" + letter)).contains("refused", culprit, "sealed");
        assertThat(operator.post("/replays/preview", "letters", letter).body())
                .contains("Preview of the replay", "sent", "Replay");
        assertThat(operator.post("/replays/preview.csv", "letters", letter).body())
                .isEqualTo("Dead letter,Event,Reason,Result now\n" + letter + "," + culprit + ",refused,sent\n");
        assertThat(operator.post("/replays", "letters", letter, "why", " ").body())
                .contains("Say what has changed");
        HttpResponse<String> replay =
                operator.post("/replays", "letters", letter, "why", "the field is fixed", "rate", "50");

        await().atMost(LONG).until(() -> meta.accepted(culprit) == 1);
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(operator.page(replay.uri().getPath())).contains("Ended: done", "1</span> replayed"));
        await().atMost(LONG).untilAsserted(() -> assertThat(letter(culprit)).isEmpty());
        assertThat(operator.page("/audit")).contains("replay started", "the field is fixed", "1 of 1 replayed");
        assertThat(operator.page("/orders?id=" + culprit))
                .contains("Dead-lettered: refused", "Replayed", "Accepted by Meta");
    }

    @Test
    void a_discarded_dead_letter_stays_in_its_topic_with_a_reason() throws Exception {
        operator.signIn("ops", OPERATOR);
        String key = "poison-" + Instant.now().toEpochMilli();
        orders.publish(key, "no order, but of jo@example.com");
        String letter = await().atMost(LONG).until(() -> letter(key), each -> !each.isEmpty());

        operator.post("/dead-letters/discard", "letters", letter, "why", "");
        assertThat(letter(key)).isEqualTo(letter);
        operator.post("/dead-letters/discard", "letters", letter, "why", "written by a test");

        assertThat(letter(key)).isEmpty();
        assertThat(operator.page("/dead-letters?state=discarded&text=" + key)).contains(letter);
        assertThat(operator.post("/replays/preview", "letters", letter).body()).contains("discarded");
        assertThat(operator.page("/audit")).contains("written by a test");
    }

    @Test
    void several_dead_letters_are_discarded_at_once_and_the_filter_stays() throws Exception {
        operator.signIn("ops", OPERATOR);
        String key = "poison-" + Instant.now().toEpochMilli();
        orders.publish(key, "no order");
        orders.publish(key, "none either");
        await().atMost(LONG).until(() -> letters(key).size() == 2);

        assertThat(operator.post("/dead-letters/discard", "why", "nothing is ticked")
                        .body())
                .contains("tick the dead letters first");
        String both = String.join(",", letters(key));
        HttpResponse<String> after =
                operator.post("/dead-letters/discard", "letters", both, "why", "both are junk", "text", key);

        assertThat(after.uri().getQuery()).contains("text=" + key);
        assertThat(after.body()).contains("2 discarded");
        assertThat(letters(key)).isEmpty();
        assertThat(operator.page("/dead-letters/" + both.split(",")[0])).contains("Discarded by", "both are junk");
    }

    @Test
    void a_part_of_an_id_finds_nothing_and_an_order_shows_its_trace() throws Exception {
        operator.signIn("ops", OPERATOR);
        String order = orders.order("granted", Instant.now());
        orders.publish(order, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", orders.message(order));
        await().atMost(LONG).until(() -> meta.accepted(order) == 1);

        assertThat(operator.page("/orders?id=" + order)).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(operator.page("/orders?id=" + order.substring(0, 20))).contains("There is no trace of it");
    }

    @Test
    void an_unexpected_record_does_not_stop_the_reading_of_a_topic() throws Exception {
        operator.signIn("ops", OPERATOR);
        operator.page("/");
        for (String topic : List.of("capi.operator-actions.v1", "capi.attempts.v1", "shop.books.v1")) {
            orders.publishTo(topic, "junk", null);
            orders.publishTo(topic, "junk", "null");
            orders.publishTo(topic, "junk", "{\"kind\":null}");
        }
        orders.publishTo("capi.receipts.v1", "junk", null);
        String huge = orders.order("denied", Instant.now());
        orders.publish(huge, orders.message(huge).replace("\"total\":\"11.00\"", "\"total\":\"1E2000000000\""));
        String letter = await().atMost(LONG).until(() -> letter(huge), each -> !each.isEmpty());

        operator.post("/dead-letters/discard", "letters", letter, "why", "after the junk");
        assertThat(operator.page("/audit")).contains("after the junk");
        assertThat(operator.get("/").statusCode()).isEqualTo(200);
        assertThat(operator.get("/quality").statusCode()).isEqualTo(200);
        try (ConfigurableApplicationContext another =
                RunningDispatcher.start(Backing.kafka(), meta.url(), Map.of("HOSTNAME", "starts-after-junk"))) {
            assertThat(another.isRunning()).isTrue();
        }
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
    void a_test_event_goes_to_meta_with_its_code_and_into_the_audit_log() throws Exception {
        operator.signIn("ops", OPERATOR);

        assertThat(operator.post("/config/test-event", "code", "no code").body())
                .contains("Nothing was sent");
        assertThat(operator.post("/config/test-event", "code", "TEST77").body()).contains("Meta took it");

        assertThat(meta.requests)
                .anySatisfy(request -> assertThat(request.toString())
                        .contains("\"test_event_code\":\"TEST77\"")
                        .doesNotContain("trial@example.com"));
        assertThat(operator.page("/audit")).contains("test event sent", "TEST77");
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

    /** The open dead letter of a key, as partition@offset; empty when there is none. */
    private String letter(String key) throws Exception {
        return letters(key).stream().findFirst().orElse("");
    }

    private List<String> letters(String key) throws Exception {
        return Pattern.compile("href=\"/dead-letters/(\\d+@\\d+)\"")
                .matcher(operator.page("/dead-letters?state=open&text=" + key))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
