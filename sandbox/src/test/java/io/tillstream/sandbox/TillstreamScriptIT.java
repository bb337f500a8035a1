package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What tillstream.js does with links, contexts and the thanks page. */
class TillstreamScriptIT extends ScriptedVisit {

    @Test
    void before_an_answer_links_are_marked_and_no_cookie_is_set() {
        JsonNode context = visit("/?fbclid=Click_1&email=jo@example.com");

        assertThat(context.path("consent").isNull()).isTrue();
        assertThat(context.path("url").asString()).isEqualTo(site.url("/"));
        assertThat(context.has("fbp")).isFalse();
        assertThat(text("document.cookie")).isEmpty();
        String reference = context.path("reference").asString();
        assertThat(text("document.getElementById('link').href"))
                .isEqualTo("https://buy.stripe.com/test_1?prefilled_email=a%20b&client_reference_id=" + reference);
        assertThat(text("document.getElementById('button').getAttribute('client-reference-id')"))
                .isEqualTo(reference);
    }

    @Test
    void what_the_page_has_marked_itself_and_other_links_stay_as_they_are() {
        visit("/");

        assertThat(text("document.getElementById('own').href"))
                .isEqualTo("https://buy.stripe.com/x?client_reference_id=own#h");
        assertThat(text("document.getElementById('table').getAttribute('client-reference-id')"))
                .isEqualTo("mine");
        assertThat(text("document.getElementById('other').href")).isEqualTo("https://other.example/");
        assertThat(text("document.getElementById('pay').href")).isEqualTo("https://pay.example.com/1");
    }

    @Test
    void links_that_come_later_or_change_are_marked_too() {
        String reference = visit("/").path("reference").asString();
        run("const link = document.createElement('a'); link.id = 'late'; link.href = 'https://buy.stripe.com/late';"
                + " const box = document.createElement('div'); box.append(link); document.body.append(box);");
        await().until(() -> text("document.getElementById('late').href").endsWith("=" + reference));

        run("const link = document.getElementById('link'); link.href = 'https://buy.stripe.com/changed';"
                + " link.addEventListener('click', (event) => { event.preventDefault(); window.seen = link.href; });"
                + " link.click();");
        assertThat(text("window.seen")).isEqualTo("https://buy.stripe.com/changed?client_reference_id=" + reference);
    }

    @Test
    void a_context_that_the_server_refuses_is_sent_again_when_the_page_is_left_and_not_with_each_click() {
        site.contextStatus = 429;
        visit("/");
        for (int click = 0; click < 20; click++) {
            run("document.body.click()");
        }
        await().during(NOTHING_COMES).until(() -> site.contexts.size() == 1);

        run("window.tillstream.consent('granted')");
        awaitConsent("granted");
        assertThat(site.contexts).as("what is new is sent at once").hasSize(2);

        site.contextStatus = 204;
        run("dispatchEvent(new Event('pagehide'))");
        await().until(() -> site.contexts.size() == 3);
        assertThat(site.contexts.get(2)).isEqualTo(site.contexts.get(1));
        run("dispatchEvent(new Event('pagehide'))");
        run("document.body.click()");
        await().during(NOTHING_COMES).until(() -> site.contexts.size() == 3);
        assertThat(browser.complaints())
                .as("the browser's own words about the two refused ones")
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.getMessage()).contains("429"));
    }

    @Test
    void the_thanks_page_asks_after_consent_until_it_is_paid_and_fires_the_purchase_once() {
        site.add("/thanks", "data-pixel=\"123\" data-pixel-script=\"" + site.shop("/pixel.js") + "\"", "");
        site.answers.add("{\"state\":\"waiting\"}");
        site.answers.add("{\"state\":\"paid\",\"eventId\":\"E1\",\"value\":34.0,\"currency\":\"SGD\"}");
        visit("/thanks?session_id=cs_test_abc&x=1");
        assertThat(site.questions).isEmpty();

        run("window.tillstream.consent('granted')");

        await().until(() -> text("JSON.stringify(fbq.queue.map((hit) => [...hit]))")
                .equals("[[\"init\",\"123\"],[\"track\",\"PageView\"],[\"track\",\"Purchase\",{\"value\":34,"
                        + "\"currency\":\"SGD\"},{\"eventID\":\"E1\"}]]"));
        assertThat(site.questions)
                .hasSize(2)
                .allMatch(query -> query.startsWith("session_id=cs_test_abc&reference=ts_"));
        assertThat(text("location.href")).isEqualTo(site.url("/thanks?x=1"));

        visit("/thanks?session_id=cs_test_abc&x=1");
        await().during(NOTHING_COMES).until(() -> site.questions.size() == 2);
    }

    @Test
    void the_purchase_is_fired_with_the_pixel_of_the_page() {
        site.add("/own", "", "window.hits = []; window.fbq = function () { hits.push([...arguments]); };");
        site.answers.add("{\"state\":\"paid\",\"eventId\":\"E2\",\"value\":1,\"currency\":\"JPY\"}");
        visit("/own?session_id=cs_test_own");

        run("window.tillstream.consent('granted')");

        await().until(() -> text("JSON.stringify(hits)")
                .equals("[[\"track\",\"Purchase\",{\"value\":1,\"currency\":\"JPY\"},{\"eventID\":\"E2\"}]]"));
    }
}
