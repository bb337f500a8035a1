package io.tillstream.sandbox;

import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Browsers between two tests. A start of Chromium takes seconds; a used one is emptied instead, and stops with the JVM. */
final class IdleBrowsers {

    private static final Logger log = LoggerFactory.getLogger("io.tillstream.backing");
    private static final Deque<ChromeDriver> IDLE = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IDLE.forEach(ChromeDriver::quit)));
    }

    private IdleBrowsers() {}

    /** A browser with an empty profile; nothing if none is idle. */
    static Optional<ChromeDriver> take() {
        return Optional.ofNullable(IDLE.poll());
    }

    /**
     * Empties a browser and keeps it. A browser that cannot be emptied is stopped.
     *
     * @param origins those that a test opened by address; their local storage is deleted
     */
    static void keep(ChromeDriver driver, Set<String> origins) {
        try {
            empty(driver, origins);
            IDLE.push(driver);
        } catch (WebDriverException e) {
            log.warn("a used browser could not be emptied and is stopped", e);
            driver.quit();
        }
    }

    private static void empty(ChromeDriver driver, Set<String> origins) {
        Set<String> used = driver.getWindowHandles();
        // A tab has its own session storage, emulation and injected scripts.
        String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        used.forEach(tab -> driver.switchTo().window(tab).close());
        driver.switchTo().window(fresh);
        driver.manage().window().setSize(Browser.DESKTOP);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        for (String origin : origins) {
            driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
        }
        driver.manage().logs().get(LogType.BROWSER);
    }
}
