package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openqa.selenium.Cookie;
import tools.jackson.databind.JsonNode;

/** tillstream.js in Chromium, on a page with a strict Content-Security-Policy and Trusted Types. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("browser")
class TillstreamScriptIT {

    private static final Duration NOTHING_COMES = Duration.ofSeconds(1);

    /** The reference of all visitors who have refused. */
    private static final String REFUSED = "ts_" + "0".repeat(22);

    private ScriptedSite site;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        browser = Browser.open();
        site = new ScriptedSite();
        site.add("/", "", "");
    }

    @AfterEach
    void close() {
        if (site != null) {
            assertThat(browser.complaints()).isEmpty();
            site.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

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
    void after_a_yes_metas_ids_are_kept_and_the_context_has_them() {
        String reference = visit("/?fbclid=Click_1").path("reference").asString();

        run("window.tillstream.consent('granted')");

        JsonNode context = awaitConsent("granted");
        Map<String, String> cookies = cookies();
        assertThat(context.path("reference").asString()).isEqualTo(reference);
        assertThat(context.path("fbp").asString())
                .isEqualTo(cookies.get("_fbp"))
                .startsWith("fb.1.");
        assertThat(context.path("fbc").asString())
                .isEqualTo(cookies.get("_fbc"))
                .endsWith(".Click_1");
        assertThat(cookies.get("_tillstream"))
                .isEqualTo(reference + "." + context.path("token").asString());
        assertThat(browser.driver.manage().getCookies())
                .allSatisfy(cookie -> assertThat(cookie.getDomain()).isEqualTo(".site.localhost"))
                .extracting(TillstreamScriptIT::days)
                .containsExactlyInAnyOrder(30L, 90L, 90L);

        JsonNode next = visit("/?fbclid=Click_2");
        assertThat(next.path("consent").asString()).isEqualTo("remembered");
        assertThat(next.path("reference").asString()).isEqualTo(reference);
        assertThat(next.path("fbc").asString()).endsWith(".Click_2");
        assertThat(next.path("fbp").asString()).isEqualTo(cookies.get("_fbp"));
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
    void a_refusal_removes_the_ids_says_only_that_and_is_remembered() {
        String reference = visit("/").path("reference").asString();
        run("window.tillstream.consent('granted')");
        awaitConsent("granted");

        run("document.dispatchEvent(new CustomEvent('tillstream:consent', { detail: 'denied' }))");

        JsonNode context = awaitConsent("denied");
        assertThat(context.propertyNames()).containsExactlyInAnyOrder("reference", "token", "consent");
        assertThat(context.path("reference").asString()).isEqualTo(reference);
        await().until(() -> text("document.cookie").equals("_tillstream=denied"));
        nextPageSaysNothingOfAVisitorWhoHasRefused();

        run("window.tillstream.consent('granted')");
        assertThat(awaitConsent("granted").path("reference").asString())
                .isNotIn(reference, REFUSED)
                .isEqualTo(text("document.getElementById('button').getAttribute('client-reference-id')"));
    }

    private void nextPageSaysNothingOfAVisitorWhoHasRefused() {
        int before = site.contexts.size();
        browser.get(site.url("/"));
        await().until(() -> text("document.getElementById('button').getAttribute('client-reference-id')")
                .equals(REFUSED));
        await().during(NOTHING_COMES).until(() -> site.contexts.size() == before);
    }

    @Test
    void a_refusal_that_the_server_did_not_hear_is_told_by_the_next_page() {
        String reference = visit("/").path("reference").asString();
        run("window.tillstream.consent('granted')");
        awaitConsent("granted");
        site.contextStatus = 503;
        run("window.tillstream.consent('denied')");
        awaitConsent("denied");
        assertThat(text("document.cookie")).startsWith("_tillstream=denied." + reference + ".");

        site.contextStatus = 204;
        JsonNode next = visit("/");
        assertThat(next.path("consent").asString()).isEqualTo("denied");
        assertThat(next.path("reference").asString()).isEqualTo(reference);
        await().until(() -> text("document.cookie").equals("_tillstream=denied"));
        assertThat(browser.complaints())
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.getMessage()).contains("503"));
    }

    @Test
    void an_answer_in_another_tab_counts_when_the_visitor_comes_back() {
        String reference = visit("/").path("reference").asString();
        run("window.tillstream.consent('granted')");
        String token = awaitConsent("granted").path("token").asString();
        visit("/");

        run("document.cookie = '_tillstream=denied; path=/; domain=site.localhost'");
        run("document.dispatchEvent(new Event('visibilitychange'))");
        await().until(() -> text("document.getElementById('link').href").endsWith(REFUSED));

        run("document.cookie = '_tillstream=" + reference + "." + token + "; path=/; domain=site.localhost'");
        run("document.dispatchEvent(new Event('visibilitychange'))");
        await().until(() -> text("document.getElementById('link').href").endsWith(reference));
        assertThat(awaitConsent("remembered").path("reference").asString()).isEqualTo(reference);
    }

    @Test
    void an_answer_that_came_before_the_script_is_heard() {
        site.add("/early", "", "(window.tillstream = window.tillstream || []).push('granted');");

        visit("/early");

        awaitConsent("granted");
    }

    @Test
    void global_privacy_control_is_a_refusal() {
        browser.driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of("source", "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"));
        nextPageSaysNothingOfAVisitorWhoHasRefused();

        run("window.tillstream.consent('granted')");

        await().during(NOTHING_COMES).until(site.contexts::isEmpty);
        assertThat(text("document.cookie")).isEqualTo("_tillstream=denied");
    }

    @Test
    void googles_consent_mode_is_read_and_its_default_is_no_answer() {
        site.add("/google", "", """
                window.dataLayer = [];
                function gtag() { dataLayer.push(arguments); }
                gtag('consent', 'default', { ad_storage: 'denied', ad_user_data: 'denied' });""");
        assertThat(visit("/google").path("consent").isNull()).isTrue();

        run("gtag('consent', 'update', { ad_storage: 'granted' })");
        await().during(NOTHING_COMES)
                .until(() -> site.lastContext().path("consent").isNull());
        run("gtag('consent', 'update', { ad_user_data: 'granted' })");
        awaitConsent("granted");
        run("gtag('consent', 'update', { ad_storage: 'denied' })");
        awaitConsent("denied");
    }

    @Test
    void the_signal_of_a_consent_tool_with_tcf_is_read() {
        site.add("/tcf", "", """
                window.__tcfapi = (command, version, listener) => {
                  window.tcf = (status, consents) =>
                    listener({ gdprApplies: true, eventStatus: status, purpose: { consents } }, true);
                  window.tcf('cmpuishown', {});
                };""");
        assertThat(visit("/tcf").path("consent").isNull()).isTrue();

        run("tcf('useractioncomplete', { 1: true, 7: true })");
        awaitConsent("granted");
        run("tcf('useractioncomplete', { 1: true })");
        awaitConsent("denied");
    }

    @Test
    void a_page_may_assume_consent_and_have_links_of_its_own_domain() {
        site.add("/assumed", "data-consent=\"assumed\" data-links=\"https://pay.example.com, https://z.example\"", "");
        JsonNode context = visit("/assumed");

        assertThat(context.path("consent").isNull()).isTrue();
        assertThat(context.path("fbp").asString()).isEqualTo(cookies().get("_fbp"));
        assertThat(text("document.getElementById('pay').href"))
                .isEqualTo("https://pay.example.com/1?client_reference_id="
                        + context.path("reference").asString());

        JsonNode next = visit("/assumed");
        assertThat(next.path("consent").isNull()).as("silence is no yes").isTrue();
        assertThat(next.path("reference")).isEqualTo(context.path("reference"));
        assertThat(cookies().get("_tillstream")).endsWith(".a");
        run("window.tillstream.consent('granted')");
        awaitConsent("granted");
        assertThat(cookies().get("_tillstream")).doesNotEndWith(".a");
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

    /** Opens a page and returns its first context. */
    private JsonNode visit(String path) {
        int before = site.contexts.size();
        browser.get(site.url(path));
        await().until(() -> site.contexts.size() > before);
        return site.contexts.get(before);
    }

    private JsonNode awaitConsent(String consent) {
        return await().until(
                        site::lastContext,
                        context -> context.path("consent").asString("").equals(consent));
    }

    private void run(String script) {
        browser.driver.executeScript(script);
    }

    private String text(String expression) {
        return String.valueOf(browser.driver.executeScript("return " + expression));
    }

    private Map<String, String> cookies() {
        Set<Cookie> all = browser.driver.manage().getCookies();
        return all.stream().collect(Collectors.toMap(Cookie::getName, Cookie::getValue));
    }

    private static long days(Cookie cookie) {
        return Math.round(
                Duration.between(Instant.now(), cookie.getExpiry().toInstant()).toHours() / 24.0);
    }
}
