package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import tools.jackson.databind.JsonNode;

/** Where tillstream.js takes consent from, and what it keeps of a visitor. */
class TillstreamConsentIT extends ScriptedVisit {

    /** The reference of all visitors who have refused. */
    private static final String REFUSED = "ts_" + "0".repeat(22);

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
                .extracting(TillstreamConsentIT::days)
                .containsExactlyInAnyOrder(30L, 90L, 90L);

        JsonNode next = visit("/?fbclid=Click_2");
        assertThat(next.path("consent").asString()).isEqualTo("remembered");
        assertThat(next.path("reference").asString()).isEqualTo(reference);
        assertThat(next.path("fbc").asString()).endsWith(".Click_2");
        assertThat(next.path("fbp").asString()).isEqualTo(cookies.get("_fbp"));
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

    private static long days(Cookie cookie) {
        return Math.round(
                Duration.between(Instant.now(), cookie.getExpiry().toInstant()).toHours() / 24.0);
    }
}
