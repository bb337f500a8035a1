package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The whole path of an order, in a real browser. Skipped if Chromium or its driver is not installed. */
@Tag("browser")
class OrderReachesMetaIT {

    private final Stack stack = RunningStack.get();
    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.open();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void a_shopper_pays_and_meta_counts_one_purchase() throws Exception {
        browser.get(Stack.url(stack.ports().shop()));
        browser.screenshot("home-asked");
        browser.click(By.xpath("//button[text()='Accept']"));
        browser.screenshot("home");
        browser.click(By.cssSelector("a[href='/products/enamel-mug']"));
        browser.screenshot("product");
        browser.putIntoCart();
        browser.screenshot("cart");
        browser.click(By.xpath("//button[contains(text(),'Check out')]"));
        browser.type("email", "Browser.Customer@Personal.Example");
        browser.type("name", "Selenia Nameperson");
        browser.screenshot("pay");
        browser.click(By.id("decline"));
        assertThat(browser.find(By.cssSelector("[role=alert]")).getText()).contains("declined");
        browser.type("email", "Browser.Customer@Personal.Example");
        browser.type("name", "Selenia Nameperson");
        browser.click(By.id("pay"));

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            browser.driver.navigate().refresh();
            return browser.find(By.tagName("h1")).getText().endsWith("is paid.");
        });
        browser.screenshot("thanks");
        String thanks = browser.driver.getCurrentUrl();
        WebElement row = await().atMost(Duration.ofSeconds(30)).until(() -> purchase(), found -> found != null);
        String eventId = row.findElement(By.tagName("code")).getText();
        assertThat(cells(row)).startsWith("SGD 11.00", "1", "1", "paired, counted once");
        row.findElements(By.tagName("summary")).forEach(WebElement::click);
        assertThat(row.getText())
                .contains(sha256("browser.customer@personal.example"))
                .contains(sha256("selenia"))
                .contains(sha256("nameperson"))
                .contains("\"value\" : 11.00");
        browser.screenshot("events");

        for (int time = 0; time < 3; time++) {
            browser.get(thanks);
        }
        browser.get(Stack.url(stack.ports().stripe()));
        browser.screenshot("payments");
        browser.click(By.xpath("//button[text()='Deliver 5 times']"));

        new Guarantees(stack).hold();
        WebElement after = purchase();
        assertThat(after.findElement(By.tagName("code")).getText()).isEqualTo(eventId);
        assertThat(cells(after)).startsWith("SGD 11.00", "1", "1", "paired, counted once");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_shopper_who_refuses_consent_is_not_reported() throws Exception {
        browser.get(Stack.url(stack.ports().shop()));
        browser.click(By.xpath("//button[text()='Refuse']"));
        browser.click(By.cssSelector("a[href='/products/notebook']"));
        browser.putIntoCart();
        browser.click(By.xpath("//button[contains(text(),'Check out')]"));
        browser.click(By.id("pay"));

        new Guarantees(stack).hold();
        assertThat(browser.driver.manage().getCookieNamed("_fbp")).isNull();
    }

    @Test
    void a_shopper_who_cancels_keeps_the_cart() {
        browser.get(Stack.url(stack.ports().shop()) + "/products/oak-board");
        browser.putIntoCart();
        browser.click(By.xpath("//button[contains(text(),'Check out')]"));
        browser.click(By.id("cancel"));

        assertThat(browser.find(By.cssSelector("[role=status]")).getText()).contains("Payment cancelled");
        assertThat(browser.driver.findElements(By.cssSelector("tbody tr"))).hasSize(1);
    }

    /** The newest paired Purchase on the events page; null if there is none yet. */
    private WebElement purchase() {
        browser.get(Stack.url(stack.ports().meta()));
        return browser.driver.findElements(By.cssSelector("#pairs tbody tr")).stream()
                .filter(row -> row.getText().startsWith("Purchase"))
                .filter(row -> row.getText().contains("paired"))
                .findFirst()
                .orElse(null);
    }

    private static List<String> cells(WebElement row) {
        return row.findElements(By.tagName("td")).stream()
                .skip(1)
                .map(WebElement::getText)
                .toList();
    }

    private static String sha256(String normalised) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(normalised.getBytes(StandardCharsets.UTF_8)));
    }
}
