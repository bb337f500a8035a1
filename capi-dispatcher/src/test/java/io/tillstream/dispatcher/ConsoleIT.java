package io.tillstream.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.backing.Backing;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Orders, dead letters and the group, as operators see and steer them on the console. */
class ConsoleIT extends RunningConsole {

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
        assertThat(analyst.post("/dead-letter-refused", "of", "123", "why", "no")
                        .statusCode())
                .isEqualTo(403);
        assertThat(operator.post("/dead-letter-refused", "of", "123", "why", " ")
                        .body())
                .contains("Say why");
        assertThat(operator.post("/dead-letter-refused", "of", "456", "why", "guessed")
                        .body())
                .contains("no orders are held back");
        operator.post("/dead-letter-refused", "of", "123", "why", "all of them are tests");

        for (String order : wrong) {
            await().atMost(LONG.multipliedBy(2))
                    .untilAsserted(() -> assertThat(letter(order)).isNotEmpty());
        }
        assertThat(operator.page("/audit"))
                .containsOnlyOnce(">dead lettering allowed<")
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
        try (ConfigurableApplicationContext another = RunningDispatcher.start(
                Backing.kafka(), meta.url(), Map.of("GROUP_INSTANCE_ID", "starts-after-junk"))) {
            assertThat(another.isRunning()).isTrue();
        }
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
}
