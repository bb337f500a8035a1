package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The storefront and the owner's pages in a real browser. */
@Tag("browser")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.THIRD)
class StorefrontIT {

    private final Stack stack = RunningStack.third();
    private final StripeActions stripe = new StripeActions(stack);
    private final String shop = Stack.url(stack.ports().shop());

    @Test
    void every_page_is_accessible_in_light_and_dark_mode_and_fits_a_small_phone() throws Exception {
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
    void the_owners_pages_are_accessible_in_light_and_dark_mode_and_fit_a_small_phone() throws Exception {
        String owner = Stack.url(stack.ports().shopManagement());
        new Shopper(stack).agrees().buys("tea-towel");
        try (Browser browser = Browser.open()) {
            accessible(browser, owner + "/sign-in?error");
            browser.signIn(owner + "/orders", stack.operatorPassword());
            for (String path : List.of(
                    "/orders", "/orders?state=HELD&q=none", "/products", "/products/new", "/products/enamel-mug")) {
                accessible(browser, owner + path);
                browser.screenshot("owner" + path.replaceAll("\\W+", "-"));
            }
            browser.get(owner + "/orders");
            accessible(
                    browser,
                    String.valueOf(browser.find(By.cssSelector("main tbody a")).getDomProperty("href")));
            browser.screenshot("owner-order");
        }
    }

    private static void accessible(Browser browser, String address) {
        browser.get(address);
        assertThat(browser.violations()).as(address).isEmpty();
        assertThat(browser.violationsInDarkMode()).as(address + " in dark mode").isEmpty();
        assertThat(browser.widthAtPhone()).as(address).isLessThanOrEqualTo(320);
    }

    @Test
    void a_shopper_buys_with_the_keyboard() {
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
    void a_shopper_without_javascript_buys_and_the_server_reports_it_to_meta() {
        try (Browser browser = Browser.open()) {
            browser.withoutScripts();
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
        new Guarantees(stack, Guarantees.THIRD).hold();
    }

    @Test
    void a_page_that_waits_for_a_voucher_updates_itself_after_payment() throws Exception {
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
        new Guarantees(stack, Guarantees.THIRD).hold();
    }

    @Test
    void a_shopper_reads_the_event_that_meta_received() throws Exception {
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
        try (Browser browser = Browser.open()) {
            browser.reads("ja-JP");
            browser.get(shop);
            browser.screenshot("home-ja");
            assertThat(browser.find(By.tagName("h1")).getText()).isEqualTo("小さなものを、丁寧に");
            browser.get(shop + "/products/enamel-mug");
            browser.screenshot("product-ja");
            assertThat(browser.find(By.tagName("h1")).getText()).isEqualTo("ホーローマグ");
        }
    }

    /** Moves to a button with the tab key and presses it. */
    private static void press(Browser browser, String text) {
        for (int steps = 0; steps < 40; steps++) {
            new Actions(browser.driver).sendKeys(Keys.TAB).perform();
            WebElement here = browser.driver.switchTo().activeElement();
            if (here.getText().equals(text)) {
                assertThat(here.getCssValue("outline-style"))
                        .as("the focus is visible")
                        .isNotEqualTo("none");
                new Actions(browser.driver).sendKeys(Keys.ENTER).perform();
                return;
            }
        }
        throw new AssertionError("The tab key does not reach '" + text + "'");
    }
}
