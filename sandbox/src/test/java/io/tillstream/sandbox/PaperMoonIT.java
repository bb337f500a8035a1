package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.sandbox.stack.Stack;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogEntry;

/** The static site of another shop in a real browser. */
@Tag("browser")
class PaperMoonIT {

    private final Stack stack = RunningStack.get();
    private final String site = stack.paperMoon();

    @Test
    void the_pages_are_accessible_in_light_and_dark_mode_and_fit_a_small_phone() throws Exception {
        try (Browser browser = Browser.open()) {
            for (String path : List.of("/index.html", "/thanks.html?session_id=cs_test_none")) {
                browser.get(site + path);
                assertThat(browser.violations()).as(path).isEmpty();
                assertThat(browser.violationsInDarkMode())
                        .as(path + " in dark mode")
                        .isEmpty();
                for (String scheme : List.of("light", "dark")) {
                    browser.prefers(scheme);
                    browser.screenshot("paper-moon-" + path.replaceAll("/(\\w+).*", "$1") + "-" + scheme);
                }
                assertThat(browser.widthAtPhone()).as(path).isLessThanOrEqualTo(320);
            }
            assertThat(browser.complaints())
                    .extracting(LogEntry::getMessage)
                    .noneMatch(message -> message.contains("Content Security Policy"));
        }
    }

    @Test
    void a_visitor_buys_by_link_button_and_pricing_table_and_returns_to_the_thanks_page() throws Exception {
        try (Browser browser = Browser.open()) {
            browser.get(site);
            browser.click(By.cssSelector("#poster a"));
            paysAndReturns(browser, "SGD 32.00");

            for (String element : List.of("stripe-buy-button", "stripe-pricing-table")) {
                browser.get(site);
                browser.driver.executeScript(
                        "document.querySelector(arguments[0]).setAttribute('client-reference-id', 'visit-1')", element);
                browser.clickInside(element, "button");
                String session = browser.driver.getCurrentUrl().replaceFirst(".*/", "");
                assertThat(Http.get(stack.ports().stripe(), "/")).contains("visit-1", session);
                paysAndReturns(browser, "SGD");
            }

            browser.get(site);
            browser.click(By.cssSelector("#club a.quiet"));
            assertThat(browser.find(By.tagName("main")).getText()).contains("7 days free");
            paysAndReturns(browser, "SGD 0.00");
            browser.get(Stack.url(stack.ports().stripe()));
            browser.screenshot("payments-of-paper-moon");
            assertThat(browser.widthAtPhone()).isLessThanOrEqualTo(320);
        }
    }

    @Test
    void the_banner_tells_the_choice_on_each_page_and_asks_once() {
        try (Browser browser = Browser.open()) {
            browser.get(site);
            browser.driver.executeScript(
                    "document.addEventListener('tillstream:consent', e => window.told = e.detail)");
            browser.find(By.cssSelector("#consent [data-consent-choice=granted]"))
                    .click();
            assertThat(browser.driver.executeScript("return window.told")).isEqualTo("granted");

            browser.get(site + "/thanks.html");
            assertThat(browser.find(By.id("consent")).isDisplayed()).isFalse();
            browser.find(By.cssSelector("[data-consent-again]")).click();
            assertThat(browser.find(By.id("consent")).isDisplayed()).isTrue();
        }
    }

    private void paysAndReturns(Browser browser, String total) {
        assertThat(browser.find(By.tagName("h1")).getText()).contains(total);
        browser.click(By.id("pay"));
        assertThat(browser.driver.getCurrentUrl()).startsWith(site + "/thanks.html");
        assertThat(browser.find(By.tagName("h1")).getText()).isEqualTo("Thank you!");
    }
}
