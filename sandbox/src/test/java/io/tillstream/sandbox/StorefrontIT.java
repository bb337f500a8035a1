package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What shoppers of every kind meet, in a real browser. */
@Tag("browser")
class StorefrontIT {

    private final Stack stack = RunningStack.get();
    private final StripeActions stripe = new StripeActions(stack);
    private final String shop = Stack.url(stack.ports().shop());

    @Test
    void every_page_is_accessible_by_day_and_by_night_and_fits_the_smallest_phone() throws Exception {
        try (Browser browser = Browser.open()) {
            browser.get(shop + "/products/enamel-mug");
            browser.putIntoCart();
            for (String path : List.of(
                    "/",
                    "/?category=kitchen",
                    "/?q=nothing-like-it",
                    "/products/enamel-mug",
                    "/products/wall-clock",
                    "/cart?cancelled",
                    "/orders",
                    "/privacy",
                    "/thanks?session_id=cs_test_none",
                    "/?lang=ja",
                    "/cart?lang=ja",
                    "/?lang=en")) {
                accessible(browser, shop + path);
            }
        }
    }

    @Test
    void the_owners_pages_are_accessible_by_day_and_by_night_and_fit_the_smallest_phone() throws Exception {
        String owner = Stack.url(stack.ports().shopManagement());
        try (Browser browser = Browser.open()) {
            accessible(browser, owner + "/sign-in?error");
            browser.get(owner + "/orders");
            browser.type("username", Stack.OPERATOR);
            browser.type("password", stack.operatorPassword());
            browser.click(By.cssSelector("main button"));
            for (String path : List.of(
                    "/orders", "/orders?state=HELD&q=none", "/products", "/products/new", "/products/enamel-mug")) {
                accessible(browser, owner + path);
                browser.screenshot("owner" + path.replaceAll("\\W+", "-"));
            }
            browser.get(owner + "/orders");
            List<WebElement> orders = browser.driver.findElements(By.cssSelector("main tbody a"));
            if (!orders.isEmpty()) {
                accessible(browser, String.valueOf(orders.getFirst().getDomProperty("href")));
                browser.screenshot("owner-order");
            }
        }
    }

    private static void accessible(Browser browser, String address) {
        for (String scheme : List.of("light", "dark")) {
            browser.driver.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            browser.get(address);
            assertThat(new AxeBuilder().analyze(browser.driver).getViolations())
                    .as(address + " " + scheme)
                    .isEmpty();
        }
        browser.driver.manage().window().setSize(new Dimension(500, 900));
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        assertThat((Long) browser.driver.executeScript("return document.documentElement.scrollWidth"))
                .as(address)
                .isLessThanOrEqualTo(320);
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Test
    void a_shopper_without_a_mouse_buys() {
        try (Browser browser = Browser.open()) {
            browser.get(shop + "/products/notebook");
            press(browser, "Add to cart");
            browser.awaitText(By.cssSelector("[data-added]"), "It is in your cart.");
            browser.get(shop + "/cart");
            press(browser, "Check out securely with Stripe");
            await().until(() -> browser.driver.getCurrentUrl().contains("/c/pay/"));
        }
    }

    @Test
    void a_shopper_without_javascript_buys_and_meta_is_told_by_the_server() {
        try (Browser browser =
                Browser.open("en-GB", Map.of("profile.managed_default_content_settings.javascript", 2))) {
            browser.get(shop);
            browser.click(By.xpath("//button[text()='Accept']"));
            browser.get(shop + "/products/brass-pen");
            browser.click(By.xpath("//button[text()='Add to cart']"));
            browser.click(By.xpath("//button[contains(text(),'Check out')]"));
            browser.click(By.id("pay"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                browser.driver.navigate().refresh();
                return browser.find(By.tagName("h1")).getText().endsWith("is paid.");
            });
        }
        new Guarantees(stack).hold();
    }

    @Test
    void a_page_that_waits_for_a_voucher_turns_by_itself_once_it_is_paid() throws Exception {
        try (Browser browser = Browser.open()) {
            browser.get(shop);
            browser.click(By.xpath("//button[text()='Accept']"));
            browser.get(shop + "/products/plant-pot");
            browser.putIntoCart();
            browser.click(By.xpath("//button[contains(text(),'Check out')]"));
            String session = browser.driver.getCurrentUrl().replaceFirst(".*/", "");
            new Shopper(stack).pays(session, "konbini", "at-once");
            browser.get(shop + "/thanks?session_id=" + session);
            browser.awaitText(By.tagName("h1"), "the payment is on its way");
            browser.screenshot("waiting");

            stripe.ends(session, true);

            browser.awaitText(By.tagName("h1"), "is paid.");
            assertThat(browser.complaints()).isEmpty();
        }
        new Guarantees(stack).hold();
    }

    @Test
    void a_shopper_reads_the_very_event_that_meta_has() throws Exception {
        try (Browser browser = Browser.open()) {
            browser.get(shop + "/?fbclid=AdClick_1");
            browser.click(By.xpath("//button[text()='Accept']"));
            browser.get(shop + "/products/oak-board");
            browser.putIntoCart();
            browser.click(By.xpath("//button[contains(text(),'Check out')]"));
            browser.click(By.id("pay"));
            browser.awaitText(By.tagName("h1"), "is paid.");
            browser.click(By.partialLinkText("What we told Meta"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                browser.driver.navigate().refresh();
                return !browser.driver.findElements(By.tagName("pre")).isEmpty();
            });
            browser.screenshot("told-meta");

            assertThat(browser.find(By.tagName("pre")).getText())
                    .contains("\"event_name\" : \"Purchase\"")
                    .contains("\"value\" : 42.00")
                    .containsPattern("\"fbc\" : \"fb\\.0\\.\\d{13}\\.AdClick_1\"")
                    .doesNotContain("@");
        }
    }

    @Test
    void a_japanese_shopper_reads_japanese() throws Exception {
        try (Browser browser = Browser.open("ja-JP", Map.of("intl.accept_languages", "ja-JP,ja"))) {
            browser.get(shop);
            browser.screenshot("home-ja");
            assertThat(browser.find(By.tagName("h1")).getText()).isEqualTo("小さなものを、丁寧に");
            browser.get(shop + "/products/enamel-mug");
            browser.screenshot("product-ja");
            assertThat(browser.find(By.tagName("h1")).getText()).isEqualTo("ホーローマグ");
        }
    }

    /** Goes with the tab key to a button, and presses it. */
    private static void press(Browser browser, String text) {
        for (int steps = 0; steps < 40; steps++) {
            new Actions(browser.driver).sendKeys(Keys.TAB).perform();
            WebElement here = browser.driver.switchTo().activeElement();
            if (here.getText().equals(text)) {
                assertThat(here.getCssValue("outline-style"))
                        .as("the focus is seen")
                        .isNotEqualTo("none");
                new Actions(browser.driver).sendKeys(Keys.ENTER).perform();
                return;
            }
        }
        throw new AssertionError("No way to '" + text + "' with the tab key");
    }
}
