package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.sandbox.house.House;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The whole way, in a real browser. Skipped where Chromium and its driver are not installed. */
class OrderReachesMetaTest {

    private static final Path SCREENSHOTS = RunningHouse.ROOT.resolve("sandbox/target/screenshots");

    private final House house = RunningHouse.get();
    private ChromeDriver browser;

    @BeforeEach
    void open() {
        Optional<Path> chromium = program("chromium", "google-chrome", "chrome");
        Optional<Path> driver = program("chromedriver");
        assumeTrue(chromium.isPresent() && driver.isPresent(), "Chromium and chromedriver are not on the PATH");
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.get().toString())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--lang=en-GB",
                        "--window-size=1280,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .build(),
                options);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void a_shopper_pays_and_meta_counts_one_purchase() throws Exception {
        browser.get(House.url(house.ports().shop()));
        screenshot("home-asked");
        click(By.xpath("//button[text()='Accept']"));
        screenshot("home");
        click(By.cssSelector("a[href='/products/enamel-mug']"));
        screenshot("product");
        putIntoCart();
        screenshot("cart");
        click(By.xpath("//button[contains(text(),'Check out')]"));
        type("email", "Browser.Customer@Personal.Example");
        type("name", "Selenia Nameperson");
        screenshot("pay");
        click(By.id("decline"));
        assertThat(browser.findElement(By.cssSelector("[role=alert]")).getText())
                .contains("declined");
        type("email", "Browser.Customer@Personal.Example");
        type("name", "Selenia Nameperson");
        click(By.id("pay"));

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            browser.navigate().refresh();
            return browser.findElement(By.tagName("h1")).getText().endsWith("is paid.");
        });
        screenshot("thanks");
        String thanks = browser.getCurrentUrl();
        WebElement row = await().atMost(Duration.ofSeconds(30)).until(() -> purchase(), found -> found != null);
        String eventId = row.findElement(By.tagName("code")).getText();
        assertThat(cells(row)).startsWith("SGD 11.00", "1", "1", "paired, counted once");
        row.findElements(By.tagName("summary")).forEach(WebElement::click);
        assertThat(row.getText())
                .contains(sha256("browser.customer@personal.example"))
                .contains(sha256("selenia"))
                .contains(sha256("nameperson"))
                .contains("\"value\" : 11.00");
        screenshot("events");

        for (int time = 0; time < 3; time++) {
            browser.get(thanks);
        }
        browser.get(House.url(house.ports().stripe()));
        screenshot("payments");
        click(By.xpath("//button[text()='Deliver 5 times']"));

        new Guarantees(house).hold();
        WebElement after = purchase();
        assertThat(after.findElement(By.tagName("code")).getText()).isEqualTo(eventId);
        assertThat(cells(after)).startsWith("SGD 11.00", "1", "1", "paired, counted once");
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
                .isEmpty();
    }

    @Test
    void a_shopper_who_refuses_is_not_told_of() throws Exception {
        browser.get(House.url(house.ports().shop()));
        click(By.xpath("//button[text()='Refuse']"));
        click(By.cssSelector("a[href='/products/notebook']"));
        putIntoCart();
        click(By.xpath("//button[contains(text(),'Check out')]"));
        click(By.id("pay"));

        new Guarantees(house).hold();
        assertThat(browser.manage().getCookieNamed("_fbp")).isNull();
    }

    @Test
    void a_shopper_who_turns_back_finds_the_cart_as_it_was() {
        browser.get(House.url(house.ports().shop()) + "/products/oak-board");
        putIntoCart();
        click(By.xpath("//button[contains(text(),'Check out')]"));
        click(By.id("cancel"));

        assertThat(browser.findElement(By.cssSelector("[role=status]")).getText())
                .contains("Payment cancelled");
        assertThat(browser.findElements(By.cssSelector("tbody tr"))).hasSize(1);
    }

    /** The newest row of the events page that is a Purchase; null while there is none. */
    private WebElement purchase() {
        browser.get(House.url(house.ports().meta()));
        return browser.findElements(By.cssSelector("#pairs tbody tr")).stream()
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

    /** Clicks something that leads to another page, and waits for that. */
    private void click(By what) {
        WebElement page = browser.findElement(By.tagName("html"));
        browser.findElement(what).click();
        new WebDriverWait(browser, Duration.ofSeconds(10)).until(ExpectedConditions.stalenessOf(page));
    }

    /** The page stays where it is and says so; the cart is a click away. */
    private void putIntoCart() {
        browser.findElement(By.cssSelector("form[data-add] button")).click();
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(ExpectedConditions.textToBe(By.cssSelector("[data-added]"), "It is in your cart."));
        click(By.cssSelector("header a[href='/cart']"));
    }

    private void type(String field, String text) {
        WebElement input = browser.findElement(By.name(field));
        input.clear();
        input.sendKeys(text);
    }

    /** At desktop and at phone width, for a person to look at. */
    private void screenshot(String name) throws Exception {
        Files.createDirectories(SCREENSHOTS);
        for (int width : new int[] {1280, 390}) {
            browser.manage().window().setSize(new Dimension(width, 900));
            Files.write(SCREENSHOTS.resolve(name + "-" + width + ".png"), browser.getScreenshotAs(OutputType.BYTES));
        }
        browser.manage().window().setSize(new Dimension(1280, 900));
    }

    private static String sha256(String normalised) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(normalised.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
