package io.tillstream.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.tillstream.sandbox.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium with an empty profile. Tests are skipped if it or its driver is not installed. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = RunningStack.ROOT.resolve("sandbox/target/screenshots");
    static final Dimension DESKTOP = new Dimension(1280, 900);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Chromium without windows, which needs half the processor time. Not Debian's script of this name on the PATH: chromedriver
     * would end the script and leave the browser running.
     */
    private static final Path HEADLESS_SHELL = Path.of("/usr/lib/chromium/chromium-headless-shell");

    final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        return new Browser(IdleBrowsers.take().orElseGet(Browser::start));
    }

    private static ChromeDriver start() {
        Optional<Path> chromium = Files.isExecutable(HEADLESS_SHELL)
                ? Optional.of(HEADLESS_SHELL)
                : program("chrome-headless-shell", "chromium", "google-chrome", "chrome");
        Optional<Path> chromedriver = program("chromedriver");
        assumeTrue(chromium.isPresent() && chromedriver.isPresent(), "Chromium and chromedriver are not on the PATH");
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.orElseThrow().toString())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--force-prefers-reduced-motion",
                        "--lang=en-GB",
                        "--window-size=" + DESKTOP.width + "," + DESKTOP.height);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                        .build(),
                options);
    }

    void get(String url) {
        driver.get(url);
    }

    WebElement find(By what) {
        return driver.findElement(what);
    }

    /** Clicks an element that leads to another page, and waits until the old page is gone. */
    void click(By what) {
        WebElement page = find(By.tagName("html"));
        find(what).click();
        new WebDriverWait(driver, PATIENCE).until(ignored -> gone(page));
    }

    /** Clicks an element in the shadow tree of another one, which leads to another page, and waits for that page. */
    void clickInside(String host, String what) {
        new WebDriverWait(driver, PATIENCE)
                .until(ignored -> find(By.cssSelector(host))
                        .getShadowRoot()
                        .findElement(By.cssSelector(what))
                        .isDisplayed());
        WebElement page = find(By.tagName("html"));
        find(By.cssSelector(host))
                .getShadowRoot()
                .findElement(By.cssSelector(what))
                .click();
        new WebDriverWait(driver, PATIENCE).until(ignored -> gone(page));
    }

    /**
     * Like Selenium's {@code stalenessOf}, but it also accepts the "unhandled inspector error" that chromedriver answers
     * between two documents.
     */
    private static boolean gone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (StaleElementReferenceException stale) {
            return true;
        } catch (WebDriverException between) {
            if (String.valueOf(between.getMessage()).contains("does not belong to the document")) return true;
            throw between;
        }
    }

    void type(String field, String text) {
        WebElement input = find(By.name(field));
        input.clear();
        input.sendKeys(text);
    }

    /** Adds the product to the cart and opens the cart. The product's page confirms without a reload. */
    void putIntoCart() {
        find(By.cssSelector("form[data-add] button")).click();
        awaitText(By.cssSelector("[data-added]"), "It is in your cart.");
        click(By.cssSelector("header a[href='/cart']"));
    }

    void awaitText(By what, String text) {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.textToBePresentInElementLocated(what, text));
    }

    /** Signs in at a page with the form of the console or of the owner's pages. */
    void signIn(String url, String password) {
        get(url);
        type("username", Stack.OPERATOR);
        type("password", password);
        click(By.cssSelector("main button"));
    }

    /** What axe finds wrong with the page. */
    List<Rule> violations() {
        return axe().analyze(driver).getViolations();
    }

    /** What axe finds wrong with the page's colors in dark mode; everything else is as in light mode. */
    List<Rule> violationsInDarkMode() {
        prefers("dark");
        List<Rule> found =
                axe().withOnlyRules(List.of("color-contrast")).analyze(driver).getViolations();
        prefers("light");
        return found;
    }

    private static AxeBuilder axe() {
        AxeRunOptions options = new AxeRunOptions();
        // Without the elements that pass, which are far more.
        options.setResultTypes(List.of("violations"));
        // The other mode opens a window each time, for frames of other origins; the pages have none.
        return new AxeBuilder().withOptions(options).setLegacyMode();
    }

    /** @param scheme light or dark, for this page and those that are opened from now on */
    void prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** @param language for example ja-JP, for the pages that are opened from now on */
    void reads(String language) {
        Object agent = driver.executeScript("return navigator.userAgent");
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
    }

    /** The pages that are opened from now on run no script. */
    void withoutScripts() {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** The width of the page on a phone of 320 px; more than 320 if it does not fit. */
    Long widthAtPhone() {
        driver.manage().window().setSize(new Dimension(500, 900));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        Long width = (Long) driver.executeScript("return document.documentElement.scrollWidth");
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.manage().window().setSize(DESKTOP);
        return width;
    }

    /** The errors in the browser's log. */
    List<LogEntry> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
                .toList();
    }

    /** Saves screenshots at desktop and phone width, for people. */
    void screenshot(String name) throws Exception {
        Files.createDirectories(SCREENSHOTS);
        for (int width : new int[] {1280, 390}) {
            driver.manage().window().setSize(new Dimension(width, 900));
            Files.write(SCREENSHOTS.resolve(name + "-" + width + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        }
        driver.manage().window().setSize(DESKTOP);
    }

    @Override
    public void close() {
        IdleBrowsers.keep(driver);
    }

    private static Optional<Path> program(String... names) {
        List<String> folders = List.of(System.getenv("PATH").split(java.io.File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
