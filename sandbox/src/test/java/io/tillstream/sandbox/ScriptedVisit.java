package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openqa.selenium.Cookie;
import tools.jackson.databind.JsonNode;

/** tillstream.js in Chromium, on a page with a strict Content-Security-Policy and Trusted Types. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("browser")
abstract class ScriptedVisit {

    static final Duration NOTHING_COMES = Duration.ofSeconds(1);

    ScriptedSite site;
    Browser browser;

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

    /** Opens a page and returns its first context. */
    final JsonNode visit(String path) {
        int before = site.contexts.size();
        browser.get(site.url(path));
        await().until(() -> site.contexts.size() > before);
        return site.contexts.get(before);
    }

    final JsonNode awaitConsent(String consent) {
        return await().until(
                        site::lastContext,
                        context -> context.path("consent").asString("").equals(consent));
    }

    final void run(String script) {
        browser.driver.executeScript(script);
    }

    final String text(String expression) {
        return String.valueOf(browser.driver.executeScript("return " + expression));
    }

    final Map<String, String> cookies() {
        Set<Cookie> all = browser.driver.manage().getCookies();
        return all.stream().collect(Collectors.toMap(Cookie::getName, Cookie::getValue));
    }
}
